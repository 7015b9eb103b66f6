package io.agp.cli;

import io.agp.LabelledUser;
import io.agp.experiments.protocol.Protocol;
import io.agp.experiments.report.Comparison;
import io.agp.optimize.LearnedPrompt;
import io.agp.optimize.SealedTestUsers;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole of it, offline: learn, then one sealed test. */
@Command(
    name = "demo",
    description = {
      "Learns a prompt with AGP and tests it once on users it has never seen.",
      "Works offline: a simulated model answers, and a small sample of films is bundled;",
      "--data takes other data instead."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  agp demo",
      "  agp demo --seed 7 --json result.json",
      "  agp demo --data path/to/ml-latest-small",
      "  agp demo --data path/to/ml-latest-small --recommender lightgcn"
    })
final class DemoCommand implements Callable<Integer> {
  private static final List<String> METHODS = List.of("base", "dir", "cot", "agp");

  @Mixin DataOptions data = new DataOptions();
  @Mixin RecommenderOptions recommender = new RecommenderOptions();

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the result as JSON.")
  @Nullable Path json;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "The seed of samples, shuffles, bootstrap and model. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Mixin RecordingOptions recording = new RecordingOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    boolean bundled = data.data == null;
    LearningOptions options = new LearningOptions();
    options.protocol = Protocol.SAMPLED;
    options.trainUsers = bundled ? 60 : 100;
    options.validationUsers = bundled ? 60 : 100;
    options.epochs = 3;
    BaseRanking base =
        BaseRanking.fit(data.dataset(), recommender, Optional.empty(), spec.commandLine().getErr());
    Experiment experiment = Experiment.prepare(base, options, bundled ? 100 : 300, seed);
    SealedTestUsers test = experiment.trainingData().seal(experiment.samples().test());
    out.printf(
        "%s: learning on %d users, validating with %d, %d sealed for the test.%n",
        experiment.dataset(), options.trainUsers, options.validationUsers, test.size());
    out.println("A simulated model answers; nothing leaves this machine.");
    out.flush();
    ProviderOptions provider = new ProviderOptions();
    provider.recording = recording;
    try (Model model =
            Model.open(Provider.SIMULATED, provider, experiment.dataset().items().values(), seed);
        Progress progress = new Progress(out)) {
      LearnedPrompt learned = experiment.learn(model.client(), 16, progress);
      out.println();
      out.println(Tables.diff(learned.initial(), learned.prompt()));
      out.println();
      List<LabelledUser> users = test.open();
      Comparison comparison =
          experiment.compare(METHODS, model.client(), learned, users, 16, method -> {});
      Report.failIfNothingWorked(comparison);
      Report.print(out, comparison, Optional.empty(), true);
      if (json != null) {
        Json.write(json, Report.json(comparison, learned, true, seed, model.used().calls()));
      }
    }
    return 0;
  }
}
