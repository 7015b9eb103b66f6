package io.agp.cli;

import io.agp.experiments.Recommenders;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.learned.LearnedRecommender;
import io.agp.experiments.protocol.SampleFile;
import io.agp.experiments.protocol.Samples;
import io.agp.experiments.recommend.Recommender;
import io.agp.llm.Journal;
import io.agp.optimize.LearnedPrompt;
import io.agp.prompt.PromptPolicy;
import io.agp.rpp.FixedPromptPolicy;
import io.agp.rpp.RppPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A run's folder: its settings, its prompt, its results. */
final class RunFolder {
  /** The decision that ends the journal of a run: what was learned. */
  static final String LEARNED = "Learned";

  /** The decision that ends the journal of an evaluation. */
  static final String EVALUATED = "Evaluated";

  private static final String OPTIONS = "options";

  private final Path folder;

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  /** Makes the folder of a new run; one that never got to asking a model is begun anew. */
  static RunFolder create(Path folder) {
    RunFolder run = new RunFolder(folder);
    if (Files.exists(run.promptFile()) || Files.exists(run.policyFile())) {
      throw new IllegalArgumentException(
          "--run " + folder + " holds a learned prompt already; name another folder");
    }
    return renew(folder);
  }

  /** What the run asked, was answered and decided; in use by this process until it is closed. */
  Journal journal() {
    return Journal.open(journalFile());
  }

  Path journalFile() {
    return folder.resolve("journal.jsonl");
  }

  /**
   * The journal of the last evaluation to go on with, or of a new one.
   *
   * @throws IllegalArgumentException if the last one is unfinished and is not to go on
   */
  Journal evaluation(boolean resume) {
    Path last = lastEvaluation().orElse(evaluationFile(1));
    Journal journal = Journal.open(last);
    if (!journal.isBegun() || resume) {
      return journal;
    }
    boolean finished = journal.held(EVALUATED);
    journal.close();
    if (!finished) {
      throw new IllegalArgumentException(
          last + " is of an unfinished evaluation: add --resume to go on with it, or delete it");
    }
    String number = last.getFileName().toString().replaceAll("\\D", "");
    return Journal.open(evaluationFile(Integer.parseInt(number) + 1));
  }

  /** The journal of the last evaluation, if there was one. */
  Optional<Path> lastEvaluation() {
    Optional<Path> last = Optional.empty();
    for (int n = 1; Files.exists(evaluationFile(n)); n++) {
      last = Optional.of(evaluationFile(n));
    }
    return last;
  }

  private Path evaluationFile(int number) {
    return folder.resolve("evaluate-" + number + ".jsonl");
  }

  /** The folder of a run that is begun anew, whatever it got to. */
  static RunFolder renew(Path folder) {
    try {
      Files.createDirectories(folder);
      return new RunFolder(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the folder " + folder, e);
    }
  }

  /** The folder of a finished run. */
  static RunFolder open(Path folder) {
    RunFolder run = new RunFolder(folder);
    if (!Files.exists(run.settingsFile())) {
      throw new IllegalArgumentException(
          "--run " + folder + " holds no run: there is no " + run.settingsFile());
    }
    return run;
  }

  /** Keeps the settings, and the options as they were given. */
  void writeSettings(RunSettings settings, Map<String, String> options) {
    Map<String, Object> json = settings.asJson();
    json.put(OPTIONS, options);
    Json.write(settingsFile(), json);
  }

  /** The options of the command that made the run; empty if it is none. */
  Map<String, String> readOptions() {
    Map<String, String> options = new LinkedHashMap<>();
    if (Files.exists(settingsFile())) {
      JsonObject saved = settingsJson().object(OPTIONS);
      saved.fields().keySet().forEach(name -> options.put(name, saved.string(name)));
    }
    return options;
  }

  private JsonObject settingsJson() {
    try {
      return JsonObject.parse(settingsFile().toString(), Files.readString(settingsFile()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + settingsFile(), e);
    }
  }

  RunSettings readSettings() {
    return RunSettings.of(settingsJson());
  }

  /** Keeps a recommender that was trained, so that an evaluation does not train it again. */
  void writeRecommender(Recommender recommender) {
    if (recommender instanceof LearnedRecommender learned) {
      learned.save(recommenderFile());
    }
  }

  /** The run's data with its recommender, as it was kept or fitted again. */
  BaseRanking base(RunSettings settings, PrintWriter err) {
    return base(settings.data().dataset(), settings.recommender(), Optional.empty(), err);
  }

  /** A recommender as it was kept here, or fitted. */
  BaseRanking base(
      Dataset dataset, RecommenderOptions options, Optional<Path> checkpoint, PrintWriter err) {
    if (Files.exists(recommenderFile())) {
      options.recommender = Recommenders.SAVED + recommenderFile();
    }
    return BaseRanking.fit(dataset, options, checkpoint, err);
  }

  /** How far the training of the recommender got, while it is under way. */
  Path recommenderCheckpoint() {
    return folder.resolve("recommender.checkpoint");
  }

  Path recommenderFile() {
    return folder.resolve("recommender.safetensors");
  }

  /** The file of what was learned. */
  Path learnedFile(LearningMethod method) {
    return method == LearningMethod.AGP ? promptFile() : policyFile();
  }

  void writePrompt(LearnedPrompt prompt) {
    prompt.save(promptFile());
    deleteIfExists(bestSoFarFile());
  }

  private static void deleteIfExists(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + file, e);
    }
  }

  /** The best prompt of a run that a limit ended. */
  Path bestSoFarFile() {
    return folder.resolve("best-so-far.json");
  }

  /** What learning sent and paid. */
  Path ledgerFile() {
    return folder.resolve("ledger.json");
  }

  /** What the run learned; RPP's policy needs the base that it was learned with. */
  PromptPolicy readPolicy(RunSettings settings, Supplier<BaseRanking> base) {
    if (settings.method() == LearningMethod.AGP) {
      return readPrompt();
    }
    if (!Files.exists(policyFile())) {
      throw new IllegalArgumentException(
          "--run " + folder + " has no policy yet: " + policyFile() + " does not exist");
    }
    if (!settings.method().isRpp()) {
      return FixedPromptPolicy.load(policyFile());
    }
    RppEncoders encoders = RppEncoders.of(base.get().recommender(), settings.rpp().encoder.open());
    return RppPolicy.load(policyFile(), encoders.users(), encoders.items(), encoders.sentences());
  }

  LearnedPrompt readPrompt() {
    if (!Files.exists(promptFile())) {
      throw new IllegalArgumentException(
          "--run " + folder + " has no prompt yet: " + promptFile() + " does not exist");
    }
    return LearnedPrompt.load(promptFile());
  }

  /** Keeps whom the prompt is learned from and validated with, and their candidates. */
  void writeSamples(Samples samples) {
    SampleFile.write(withoutTest(samples), samplesFile());
  }

  /** Whom the run learned from and was validated with; the data must be what it was. */
  Samples readSamples(Dataset dataset) {
    return SampleFile.read(samplesFile(), dataset);
  }

  /** Keeps whom the prompt is tested on, and their candidates. */
  void writeTestSamples(Samples samples) {
    SampleFile.write(samples, folder.resolve("test-samples.jsonl"));
  }

  private static Samples withoutTest(Samples samples) {
    return new Samples(samples.train(), samples.validation(), List.of(), samples.counts());
  }

  /**
   * Refuses samples that are not those of the run: the data has changed since, and a user of the
   * test may have been learned from.
   */
  void requireSameSamples(Samples samples) {
    Path drawn = folder.resolve("samples.jsonl.tmp");
    try {
      SampleFile.write(withoutTest(samples), drawn);
      boolean same = Files.mismatch(drawn, samplesFile()) < 0;
      Files.delete(drawn);
      if (!same) {
        throw new IllegalArgumentException(
            "The data is not what the run learned from: it gives other users, histories or"
                + " candidates to learn from and to validate with than "
                + samplesFile()
                + " has, so the test users may have been learned from");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot compare with " + samplesFile(), e);
    }
  }

  private Path samplesFile() {
    return folder.resolve("samples.jsonl");
  }

  /** The report of the last evaluation. */
  Path evaluationFile() {
    return folder.resolve("evaluation.json");
  }

  Path promptFile() {
    return folder.resolve("prompt.json");
  }

  Path policyFile() {
    return folder.resolve("policy.json");
  }

  Path result(String name) {
    return folder.resolve(name);
  }

  Path settingsFile() {
    return folder.resolve("run.json");
  }
}
