package io.agp.cli;

import io.agp.LabelledUser;
import io.agp.experiments.report.Comparison;
import io.agp.experiments.report.RunFiles;
import io.agp.llm.Journal;
import io.agp.llm.Ledger;
import io.agp.llm.LlmException;
import io.agp.llm.ReplayLlmClient;
import io.agp.prompt.PromptPolicy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tests a run's prompt on users it has never seen. */
@Command(
    name = "evaluate",
    description = {
      "Tests a run's prompt on users that were neither learned from nor validated with.",
      "Writes every user's result into the run's folder: a TREC run and JSON lines a method."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  agp evaluate --run runs/first",
      "  agp evaluate --run runs/first --users 150 --methods base,agp --json result.json",
      "  agp evaluate --run runs/first --rounds 4",
      "  agp evaluate --run runs/gpt --dry-run --max-output-tokens 500",
      "  agp evaluate --run runs/long --methods base,dir,window --window 20 --step 10",
      "  agp evaluate --run runs/first --resume   # goes on with an evaluation that was stopped"
    })
final class EvaluateCommand implements Callable<Integer> {
  @Option(names = "--run", paramLabel = "DIR", required = true, description = "The run's folder.")
  Path run = Path.of("");

  @Option(
      names = "--resume",
      description =
          "Go on with the last evaluation, with its options; no answered call is sent again.")
  boolean resume;

  @Option(
      names = "--dry-run",
      description =
          "Print how many calls, tokens and USD the test can take at most, by role, and whether the"
              + " limits allow it. Nothing is sent or written.")
  boolean dryRun;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "300",
      description = "The most test users. Default: ${DEFAULT-VALUE}.")
  int users;

  @Option(
      names = "--methods",
      paramLabel = "LIST",
      split = ",",
      description =
          "Any of base, dir, cot, window (dir through a sliding window), and of the run's: first (the prompt that"
              + " learning began with) and agp; manual and rpp; or manual and fixed (the prompt of"
              + " enumeration or grips)."
              + " Default: those that the run's method is compared with.")
  List<String> methods = new ArrayList<>();

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the result as JSON.")
  @Nullable Path json;

  @Mixin RoundsOptions ranking = new RoundsOptions();
  @Mixin ProviderOptions provider = new ProviderOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  /** Whether the options are those of the run already. */
  boolean restored;

  @Override
  public Integer call() {
    if (users < 1) {
      throw new IllegalArgumentException("--users must be at least 1, was " + users);
    }
    RunFolder folder = RunFolder.open(run);
    if (resume && dryRun) {
      throw new IllegalArgumentException(
          "--dry-run is of a whole evaluation and does not go with --resume");
    }
    if (resume && !restored) {
      EvaluateCommand again = new EvaluateCommand();
      again.restored = true;
      GivenOptions.take(again, spec, before(folder));
      return again.call();
    }
    if (!resume) {
      provider.budget.boundAnswers();
    }
    RunSettings settings = folder.readSettings();
    Provider chosen = settings.takeOver(provider);
    BaseRanking base = folder.base(settings, spec.commandLine().getErr());
    PromptPolicy policy = folder.readPolicy(settings, () -> base);
    Experiment experiment = Experiment.prepare(base, settings.learning(), users, settings.seed());
    folder.requireSameSamples(experiment.samples());
    if (methods.isEmpty()) {
      methods = Methods.comparedWith(policy);
    }
    if (dryRun) {
      printDryRun(settings, chosen, policy, experiment.samples().test());
      return 0;
    }
    try (Journal journal = folder.evaluation(resume)) {
      journal.begin(configuration(folder, settings, chosen, experiment));
      folder.writeTestSamples(experiment.samples());
      evaluate(folder, settings, chosen, policy, experiment, journal);
    }
    return 0;
  }

  private void printDryRun(
      RunSettings settings, Provider chosen, PromptPolicy policy, List<LabelledUser> test) {
    provider.budget.check();
    provider.budget.ledger(chosen, provider, Map.of()); // refuses limits without a price
    SpendingBound bound =
        UnaskedMethods.bound(
            methods, test, ranking, settings, policy, DryRunTable.maxOutputTokens(provider.budget));
    DryRunTable.print(spec.commandLine().getOut(), bound, chosen, provider);
  }

  /** What the last evaluation was given; its journal is only read here, and not locked. */
  private static Map<String, String> before(RunFolder folder) {
    return folder
        .lastEvaluation()
        .map(file -> ReplayLlmClient.of(file).configuration())
        .orElse(Map.of());
  }

  private Map<String, String> configuration(
      RunFolder folder, RunSettings settings, Provider chosen, Experiment experiment) {
    Map<String, String> configuration =
        RunConfiguration.of(
            GivenOptions.withEffect(spec),
            chosen,
            provider.model,
            experiment.samples(),
            settings.rpp().domain);
    configuration.put("--methods", String.join(",", methods));
    configuration.put("seed", Long.toString(settings.seed()));
    configuration.put("learned", RunConfiguration.hash(folder.learnedFile(settings.method())));
    return configuration;
  }

  private void evaluate(
      RunFolder folder,
      RunSettings settings,
      Provider chosen,
      PromptPolicy policy,
      Experiment experiment,
      Journal journal) {
    List<LabelledUser> test = experiment.trainingData().seal(experiment.samples().test()).open();
    PrintWriter out = spec.commandLine().getOut();
    Rounds rounds = new Rounds(ranking, settings.seed());
    try (Model model =
        Model.open(
            chosen,
            provider,
            experiment.dataset().items().values(),
            settings.seed(),
            Optional.of(journal))) {
      Comparison comparison =
          model.whole(
              experiment.compare(
                  methods,
                  rounds,
                  model.client(),
                  policy,
                  test,
                  provider.concurrency,
                  method -> say(Tables.name(method) + " ranks " + test.size() + " users")));
      Report.failIfNothingWorked(comparison);
      boolean simulated = chosen == Provider.SIMULATED;
      rounds.print(out);
      if (settings.learning().clicks.impressions != null) {
        out.println(Report.CLICKS);
      }
      SliceTable slices = new SliceTable(comparison, experiment.slicings(test), settings.seed());
      Report.print(out, comparison, Optional.of(slices), simulated);
      write(folder, comparison);
      Map<String, Object> report =
          Report.json(comparison, policy, simulated, settings.seed(), model.used().calls());
      report.put("rounds", rounds.asJson());
      report.put("slices", slices.asJson());
      // Without money: prices change, and the file has to be the same when the run is repeated.
      report.put(
          "costPerPoint", CostPerPoint.asJson(CostPerPoint.all(comparison, s -> Optional.empty())));
      Json.write(folder.evaluationFile(), report);
      tellCosts(out, comparison, model.ledger(), report);
      journal.decide(
          RunFolder.EVALUATED, Map.of("sha256", RunConfiguration.hash(folder.evaluationFile())));
    } catch (LlmException e) {
      if (e instanceof LlmException.LimitReached) {
        say("agp: agp evaluate --run " + run + " --resume goes on with a higher limit.");
      }
      if (!(e instanceof LlmException.JournalFailed)) {
        journal.interrupted();
      }
      throw e;
    }
  }

  /** What the methods cost with today's prices, and what this evaluation sent. */
  private void tellCosts(
      PrintWriter out, Comparison comparison, Ledger ledger, Map<String, Object> report) {
    Map<String, CostPerPoint> costs = CostPerPoint.all(comparison, ledger::cost);
    costs.forEach(
        (method, cost) ->
            out.println(Tables.name(method) + ", by the NDCG@10 over Base: " + cost.text()));
    out.println(LedgerTable.text(ledger));
    out.flush();
    if (json != null) {
      report.put("costPerPoint", CostPerPoint.asJson(costs));
      report.put("ledger", LedgerTable.asJson(ledger));
      Json.write(json, report);
    }
  }

  static void write(RunFolder folder, Comparison comparison) {
    for (String method : comparison.methods()) {
      RunFiles.writeTrec(comparison.of(method), method, folder.result("test-" + method + ".trec"));
      RunFiles.writeJsonLines(comparison.of(method), folder.result("test-" + method + ".jsonl"));
    }
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
