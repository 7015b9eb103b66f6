package io.agp.cli;

import io.agp.experiments.data.Dataset;
import io.agp.experiments.protocol.Samples;
import io.agp.llm.Journal;
import io.agp.llm.JournalCounts;
import io.agp.llm.LlmException;
import io.agp.optimize.LearnedPrompt;
import io.agp.optimize.LearningEvent;
import io.agp.optimize.LearningJournal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Learns prompts and keeps them in a run's folder. */
@Command(
    name = "train",
    description = "Learns prompts with AGP or RPP and keeps them in a run's folder.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  agp train --data ml-latest-small --protocol sampled --run runs/first",
      "  agp train --data ml-latest-small --recommender itemknn --provider openai \\",
      "            --model gpt-6-luna --effort none --epochs 3 --max-calls 5000 --run runs/gpt",
      "  agp train --data reviews --core 5 --recommender sasrec --run runs/sasrec",
      "  agp train --data ml-latest-small --method rpp --domain movies --recommender lightgcn \\",
      "            --protocol sampled --train-users 200 --run runs/rpp",
      "  agp train --data ml-1m --method rpp --domain movies --user-profile gender,age,occupation \\",
      "            --protocol sampled --run runs/profile",
      "  agp train --data ml-latest-small --method rpp --domain movies --protocol sampled \\",
      "            --profile-prompts runs/first,runs/second --run runs/over-agp",
      "  agp train --data shop --impressions shown.jsonl --run runs/clicks",
      "  agp train --data ml-latest-small --recommender file:candidates.tsv --run runs/own",
      "  agp train --data ml-latest-small --provider openai --model gpt-6-luna --dry-run \\",
      "            --max-output-tokens 500 --max-cost-usd 5 --run runs/gpt   # what can it cost?",
      "  agp train --run runs/gpt --resume        # after a crash, an outage or a limit"
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin DataOptions data = new DataOptions();
  @Mixin RecommenderOptions recommender = new RecommenderOptions();

  @Option(
      names = "--run",
      paramLabel = "DIR",
      required = true,
      description = "The run's folder: created, or empty.")
  Path run = Path.of("");

  @Option(
      names = "--resume",
      description =
          "Go on with the run in that folder, with its options; no answered call is sent again."
              + " Options that would change the result are refused.")
  boolean resume;

  @Option(
      names = "--dry-run",
      description =
          "Print how many calls, tokens and USD learning can take at most, by role, and whether the"
              + " limits allow it. Nothing is sent and no folder is made.")
  boolean dryRun;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      defaultValue = "agp",
      converter = LearningMethod.Converter.class,
      description = {
        "agp: one profile prompt for everybody; rpp: a prompt of its own for each user, made of given"
            + " sentences; rpp+: the same, sentences rewritten by the model; enumeration, grips: one prompt"
            + " of such sentences for everybody. Default:"
            + " ${DEFAULT-VALUE}."
      })
  LearningMethod method = LearningMethod.AGP;

  @Option(
      names = "--aa",
      paramLabel = "N",
      arity = "0..1",
      fallbackValue = "2",
      description =
          "Learn nothing: let the first prompt rank all users N times (2 if no number is given),"
              + " each time with calls of its own, and report how far it differs from itself: the"
              + " model's noise floor.")
  @Nullable Integer aa;

  @Mixin RppOptions rpp = new RppOptions();
  @Mixin RegistryOptions registry = new RegistryOptions();
  @Mixin ProviderOptions provider = new ProviderOptions();
  @Mixin LearningOptions learning = new LearningOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  /** Whether the options are those of the run already. */
  boolean restored;

  @Override
  public Integer call() {
    refuseWhatImpressionsReplace();
    refuseWhatNoiseIsNotOf();
    if (!resume) {
      provider.budget.boundAnswers();
    }
    if (dryRun) {
      if (resume) {
        throw new IllegalArgumentException(
            "--dry-run is of a whole run and does not go with --resume");
      }
      new TrainDryRun(settings(), aa).print(out(), err());
      return 0;
    }
    if (resume && !restored) {
      TrainCommand again = new TrainCommand();
      again.restored = true;
      GivenOptions.take(again, spec, RunFolder.renew(run).readOptions());
      return again.call();
    }
    RunFolder folder = resume ? RunFolder.renew(run) : RunFolder.create(run);
    try (Journal journal = folder.journal()) {
      if (journal.isBegun() && !resume) {
        throw new IllegalArgumentException(
            "--run "
                + run
                + " holds an unfinished run: add --resume to go on with it, or name"
                + " another folder");
      }
      learn(folder, journal);
    }
    return 0;
  }

  private void refuseWhatImpressionsReplace() {
    for (String option : List.of("--protocol", "--negatives", "--recommender")) {
      if (learning.clicks.impressions != null
          && spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new IllegalArgumentException(
            option + " does not apply to --impressions: the lists are those that were shown");
      }
    }
  }

  private void learn(RunFolder folder, Journal journal) {
    Provider chosen = chosen();
    Map<String, String> options = GivenOptions.withEffect(spec);
    RunSettings settings = settings();
    if (!journal.isBegun()) {
      folder.writeSettings(settings, GivenOptions.of(spec));
    }
    BaseRanking base =
        journal.isBegun() ? folder.base(settings, err()) : fit(data.dataset(), folder);
    Experiment experiment = Experiment.prepare(base, learning, 0, seed);
    rpp.profiles.check(method, experiment.samples(), experiment.dataset());
    // Nothing is written into the folder of a run that is refused for another configuration.
    journal.begin(
        RunConfiguration.of(options, chosen, provider.model, experiment.samples(), rpp.domain));
    folder.writeSamples(experiment.samples());
    announce(experiment, base, journal);
    try (Model model =
            Model.open(
                chosen,
                provider,
                experiment.dataset().items().values(),
                seed,
                Optional.of(journal));
        Progress progress = new Progress(out())) {
      Consumer<LearningEvent> listener =
          new LearningJournal(journal).andThen(progress).andThen(registry.lineage());
      if (aa != null) {
        measureNoise(experiment, model, aa, folder);
        return;
      }
      learnWithinLimits(experiment, base, model, listener, folder);
      journal.decide(
          RunFolder.LEARNED, Map.of("sha256", RunConfiguration.hash(folder.learnedFile(method))));
      sumLearned(model, folder);
      registry.add(run, folder, method, chosen.modelName(provider.model), out());
    } catch (LlmException e) {
      interrupted(journal, e);
      throw e;
    }
  }

  private RunSettings settings() {
    return new RunSettings(data, recommender, seed, chosen(), provider, learning, method, rpp);
  }

  private void measureNoise(Experiment experiment, Model model, int times, RunFolder folder) {
    NoiseReport noise =
        model.whole(
            NoiseReport.measure(
                model.uncached(),
                experiment.samples(),
                learning,
                times,
                provider.concurrency,
                seed));
    noise.failIfNothingWorked();
    noise.print(out());
    Json.write(folder.result("noise.json"), noise.asJson());
    sum(model, "The noise", folder.result("noise.json"));
    LedgerTable.print(out(), folder.ledgerFile(), model.ledger(), Optional.empty());
    tellSimulated();
  }

  private void refuseWhatNoiseIsNotOf() {
    if (aa != null && (aa < 2 || method != LearningMethod.AGP)) {
      throw new IllegalArgumentException(
          "--aa needs at least 2 and --method agp, was " + aa + " and " + method);
    }
  }

  /** A limit leaves the best prompt so far; what was spent is kept in any case. */
  private void learnWithinLimits(
      Experiment experiment,
      BaseRanking base,
      Model model,
      Consumer<LearningEvent> listener,
      RunFolder folder) {
    PromptSoFar soFar = new PromptSoFar(learning.acceptance);
    try {
      learn(experiment, base, model, listener.andThen(soFar), folder);
    } catch (LlmException.LimitReached e) {
      if (method == LearningMethod.AGP) {
        soFar.prompt(String.valueOf(e.getMessage())).save(folder.bestSoFarFile());
        err().println("agp: the best prompt so far is in " + folder.bestSoFarFile());
      }
      throw e;
    } finally {
      Json.write(folder.ledgerFile(), LedgerTable.asJson(model.ledger()));
    }
  }

  private BaseRanking fit(Dataset dataset, RunFolder folder) {
    BaseRanking base =
        BaseRanking.fit(dataset, recommender, Optional.of(folder.recommenderCheckpoint()), err());
    folder.writeRecommender(base.recommender());
    return base;
  }

  private void announce(Experiment experiment, BaseRanking base, Journal journal) {
    Samples samples = experiment.samples();
    out()
        .printf(
            "%s, split %s: learning on %d users, validating with %d; %s answers.%n",
            experiment.dataset(),
            base.split().name(),
            samples.train().size(),
            samples.validation().size(),
            chosen());
    BaseRanking.print(out(), base.problems());
    out().flush();
    if (resume) {
      JournalCounts found = journal.found();
      err()
          .printf(
              "agp: going on with %d answers and %d failures; %d calls had no end, %d bytes of a"
                  + " torn line were cut off%n",
              found.answers(), found.failures(), found.unanswered(), found.tornBytes());
      err().flush();
    }
  }

  private void learn(
      Experiment experiment,
      BaseRanking base,
      Model model,
      Consumer<LearningEvent> listener,
      RunFolder folder) {
    switch (method) {
      case AGP -> learnAgp(experiment, model, listener, folder);
      case RPP, RPP_PLUS -> rpp(experiment, model).learn(base, listener, folder.policyFile());
      case ENUMERATION, GRIPS -> rpp(experiment, model).learnFixed(listener, folder.policyFile());
    }
  }

  private void sumLearned(Model model, RunFolder folder) {
    sum(model, "What was learned", folder.learnedFile(method));
    Optional<CostPerPoint> cost =
        method == LearningMethod.AGP
            ? folder
                .readPrompt()
                .validation()
                .map(met -> CostPerPoint.of(met.comparison().meanDifference(), model.ledger()))
            : Optional.empty();
    LedgerTable.print(out(), folder.ledgerFile(), model.ledger(), cost);
    tellSimulated();
  }

  private void sum(Model model, String what, Path file) {
    out()
        .printf(
            "%n%d calls, %d of them failed, %d tokens. %s is in %s.%n",
            model.used().calls(),
            model.used().failures(),
            model.used().usage().total(),
            what,
            file);
  }

  private void tellSimulated() {
    if (chosen() == Provider.SIMULATED) {
      out().println(Report.SIMULATED);
    }
  }

  /** Says how to go on; a journal that cannot be written cannot be told of it. */
  private void interrupted(Journal journal, LlmException failure) {
    if (!(failure instanceof LlmException.JournalFailed)) {
      journal.interrupted();
    }
    err()
        .println(
            "agp: what was answered is kept; agp train --run "
                + run
                + " --resume goes on"
                + (failure instanceof LlmException.LimitReached ? " with a higher limit." : "."));
  }

  private void learnAgp(
      Experiment experiment, Model model, Consumer<LearningEvent> listener, RunFolder folder) {
    LearnedPrompt learned =
        model
            .whole(experiment.learn(model.client(), provider.concurrency, listener))
            .learnedOn("provider", chosen().toString())
            .learnedOn("model", provider.model == null ? "(default)" : provider.model);
    folder.writePrompt(learned);
    out().println();
    out().println(Tables.diff(learned.initial(), learned.prompt()));
  }

  private RppTraining rpp(Experiment experiment, Model model) {
    return new RppTraining(settings(), experiment, model, out());
  }

  private Provider chosen() {
    return provider.provider == null ? Provider.SIMULATED : provider.provider;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
