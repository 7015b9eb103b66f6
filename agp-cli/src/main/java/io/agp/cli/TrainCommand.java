package io.agp.cli;

import io.agp.experiments.data.Dataset;
import io.agp.experiments.protocol.Samples;
import io.agp.optimize.LearnedPrompt;
import io.agp.rpp.FixedPromptPolicy;
import io.agp.rpp.RppPolicy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
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
      "            --model gpt-4o-mini --epochs 3 --max-calls 5000 --run runs/gpt",
      "  agp train --data reviews --core 5 --recommender sasrec --run runs/sasrec",
      "  agp train --data ml-latest-small --method rpp --domain movies --recommender lightgcn \\",
      "            --protocol sampled --train-users 200 --run runs/rpp",
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

  @Mixin RppOptions rpp = new RppOptions();
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
    folder.writeSettings(
        new RunSettings(data, recommender, seed, chosen, provider, learning, method, rpp));
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
      Path kept =
          switch (method) {
            case AGP -> learnAgp(experiment, model, progress, folder, chosen);
            case RPP, RPP_PLUS -> learnRpp(experiment, base, model, progress, folder);
            case ENUMERATION, GRIPS -> learnFixed(experiment, model, folder);
          };
      out.printf(
          "%n%d calls, %d of them failed, %d tokens. What was learned is in %s.%n",
          model.used().calls(), model.used().failures(), model.used().usage().total(), kept);
      if (chosen == Provider.SIMULATED) {
        out.println(Report.SIMULATED);
      }
    }
    return 0;
  }

  private Path learnAgp(
      Experiment experiment, Model model, Progress progress, RunFolder folder, Provider chosen) {
    LearnedPrompt learned =
        experiment
            .learn(model.client(), provider.concurrency, progress)
            .learnedOn("provider", chosen.toString())
            .learnedOn("model", provider.model == null ? "(default)" : provider.model);
    folder.writePrompt(learned);
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    out.println(Tables.diff(learned.initial(), learned.prompt()));
    return folder.promptFile();
  }

  private Path learnFixed(Experiment experiment, Model model, RunFolder folder) {
    FixedPromptPolicy policy =
        rpp.learnFixed(
            model.client(),
            method,
            learning,
            experiment.trainingData(),
            seed,
            provider.concurrency);
    policy.save(folder.policyFile());
    spec.commandLine().getOut().println("  " + policy.prompt());
    return folder.policyFile();
  }

  private Path learnRpp(
      Experiment experiment, BaseRanking base, Model model, Progress progress, RunFolder folder) {
    RppPolicy policy =
        rpp.learn(
            model.client(),
            method == LearningMethod.RPP_PLUS,
            base.recommender(),
            learning,
            experiment.trainingData(),
            seed,
            provider.concurrency,
            progress);
    policy.save(folder.policyFile());
    PrintWriter out = spec.commandLine().getOut();
    out.printf("  serves %s%n", policy.learnedOn().getOrDefault("serves", "what was learned"));
    return folder.policyFile();
  }
}
