package io.agp.cli;

import io.agp.LabelledUser;
import io.agp.experiments.Recommenders;
import io.agp.experiments.learned.LearnedRecommender;
import io.agp.experiments.protocol.Samples;
import io.agp.experiments.recommend.Recommender;
import io.agp.optimize.LearnedPrompt;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run's folder: its settings, its prompt, its results. */
final class RunFolder {
  private final Path folder;

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  /** Makes the folder of a new run; one that never got to its prompt is begun anew. */
  static RunFolder create(Path folder) {
    RunFolder run = new RunFolder(folder);
    if (Files.exists(run.promptFile())) {
      throw new IllegalArgumentException(
          "--run " + folder + " holds a learned prompt already; name another folder");
    }
    return renew(folder);
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

  void writeSettings(RunSettings settings) {
    Json.write(settingsFile(), settings.asJson());
  }

  RunSettings readSettings() {
    try {
      return RunSettings.of(
          JsonObject.parse(settingsFile().toString(), Files.readString(settingsFile())));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + settingsFile(), e);
    }
  }

  /** Keeps a recommender that was trained, so that an evaluation does not train it again. */
  void writeRecommender(Recommender recommender) {
    if (recommender instanceof LearnedRecommender learned) {
      learned.save(recommenderFile());
    }
  }

  /** The run's data with its recommender, as it was kept or fitted again. */
  BaseRanking base(RunSettings settings, PrintWriter err) {
    RecommenderOptions options = settings.recommender();
    if (Files.exists(recommenderFile())) {
      options.recommender = Recommenders.SAVED + recommenderFile();
    }
    return BaseRanking.fit(settings.data().dataset(), options, Optional.empty(), err);
  }

  /** How far the training of the recommender got, while it is under way. */
  Path recommenderCheckpoint() {
    return folder.resolve("recommender.checkpoint");
  }

  private Path recommenderFile() {
    return folder.resolve("recommender.safetensors");
  }

  void writePrompt(LearnedPrompt prompt) {
    prompt.save(promptFile());
  }

  LearnedPrompt readPrompt() {
    if (!Files.exists(promptFile())) {
      throw new IllegalArgumentException(
          "--run " + folder + " has no prompt yet: " + promptFile() + " does not exist");
    }
    return LearnedPrompt.load(promptFile());
  }

  /** Keeps whom the prompt is learned from and validated with. */
  void writeSamples(Samples samples) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("train", ids(samples.train()));
    json.put("validation", ids(samples.validation()));
    Json.write(samplesFile(), json);
  }

  /**
   * Refuses samples that are not those of the run: the data has changed since, and a user of the
   * test may have been learned from.
   */
  void requireSameSamples(Samples samples) {
    JsonObject json;
    try {
      json = JsonObject.parse(samplesFile().toString(), Files.readString(samplesFile()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + samplesFile(), e);
    }
    if (!ids(samples.train()).equals(json.fields().get("train"))
        || !ids(samples.validation()).equals(json.fields().get("validation"))) {
      throw new IllegalArgumentException(
          "The data is not what the run learned from: it gives other training or validation users"
              + " than "
              + samplesFile()
              + " names, so the test users may have been learned from");
    }
  }

  private static List<String> ids(List<LabelledUser> users) {
    return users.stream().map(user -> user.user().id()).toList();
  }

  private Path samplesFile() {
    return folder.resolve("samples.json");
  }

  Path promptFile() {
    return folder.resolve("prompt.json");
  }

  Path result(String name) {
    return folder.resolve(name);
  }

  private Path settingsFile() {
    return folder.resolve("run.json");
  }
}
