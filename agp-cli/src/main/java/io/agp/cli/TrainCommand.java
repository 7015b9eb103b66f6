package io.agp.cli;

import io.agp.experiments.data.Dataset;
import io.agp.experiments.protocol.Samples;
import io.agp.optimize.LearnedPrompt;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Learns a prompt and keeps it in a run's folder. */
@Command(
    name = "train",
    description = "Learns a profile-generation prompt with AGP and keeps it in a run's folder.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  agp train --data ml-latest-small --protocol sampled --run runs/first",
      "  agp train --data ml-latest-small --recommender itemknn --provider openai \\",
      "            --model gpt-4o-mini --epochs 3 --max-calls 5000 --run runs/gpt",
      "  agp train --data reviews --core 5 --recommender sasrec --run runs/sasrec",
      "  agp train --data ml-latest-small --recommender file:candidates.tsv --run runs/own"
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
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Mixin ProviderOptions provider = new ProviderOptions();
  @Mixin LearningOptions learning = new LearningOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Provider chosen = provider.provider == null ? Provider.SIMULATED : provider.provider;
    Dataset dataset = data.dataset();
    RunFolder folder = RunFolder.create(run);
    folder.writeSettings(new RunSettings(data, recommender, seed, chosen, provider, learning));
    BaseRanking base =
        BaseRanking.fit(
            dataset,
            recommender,
            Optional.of(folder.recommenderCheckpoint()),
            spec.commandLine().getErr());
    folder.writeRecommender(base.recommender());
    Experiment experiment = Experiment.prepare(base, learning, 0, seed);
    Samples samples = experiment.samples();
    folder.writeSamples(samples);
    out.printf(
        "%s, split %s: learning on %d users, validating with %d; %s answers.%n",
        experiment.dataset(),
        base.split().name(),
        samples.train().size(),
        samples.validation().size(),
        chosen);
    BaseRanking.print(out, base.problems());
    out.flush();
    try (Model model = Model.open(chosen, provider, experiment.dataset().items().values(), seed);
        Progress progress = new Progress(out)) {
      LearnedPrompt learned =
          experiment
              .learn(model.client(), provider.concurrency, progress)
              .learnedOn("provider", chosen.toString())
              .learnedOn("model", provider.model == null ? "(default)" : provider.model);
      folder.writePrompt(learned);
      out.println();
      out.println(Tables.diff(learned.initial(), learned.prompt()));
      out.printf(
          "%n%d calls, %d of them failed, %d tokens. The prompt is in %s.%n",
          model.used().calls(),
          model.used().failures(),
          model.used().usage().total(),
          folder.promptFile());
      if (chosen == Provider.SIMULATED) {
        out.println(Report.SIMULATED);
      }
    }
    return 0;
  }
}
