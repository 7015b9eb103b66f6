package io.agp.cli;

import io.agp.experiments.recommend.Recommender;
import io.agp.llm.LlmClient;
import io.agp.optimize.LearningEvent;
import io.agp.optimize.TrainingData;
import io.agp.rpp.ActionSpace;
import io.agp.rpp.Domain;
import io.agp.rpp.EnumerationOptimizer;
import io.agp.rpp.FixedPromptPolicy;
import io.agp.rpp.GripsOptimizer;
import io.agp.rpp.RppOptimizer;
import io.agp.rpp.RppPolicy;
import io.agp.rpp.SentenceRefiner;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How RPP learns. */
final class RppOptions {
  @Option(
      names = "--domain",
      paramLabel = "NAME",
      defaultValue = "general",
      description =
          "For all but agp: whose sentences prompts are made of: movies, games, music, books,"
              + " places or general. Default: ${DEFAULT-VALUE}.")
  Domain domain = Domain.GENERAL;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "15",
      description =
          "For rpp and rpp+: the most iterations, one call a user each. Default: ${DEFAULT-VALUE}.")
  int iterations = 15;

  @Option(
      names = "--paper-mode",
      description =
          "For rpp and rpp+: learning rates and steps as published, instead of those that were"
              + " measured to learn more.")
  boolean paper;

  @Mixin ProfileOptions profiles = new ProfileOptions();

  @Option(
      names = "--encoder",
      paramLabel = "NAME",
      defaultValue = EncoderChoice.HASHING,
      converter = EncoderChoice.Converter.class,
      description =
          "For rpp and rpp+: what encodes texts: hashing, or minilm with agp-encoder-onnx on the"
              + " class path. Default: ${DEFAULT-VALUE}.")
  EncoderChoice encoder = EncoderChoice.of(EncoderChoice.HASHING);

  RppPolicy learn(
      LlmClient llm,
      boolean refined,
      Recommender recommender,
      LearningOptions learning,
      TrainingData data,
      long seed,
      int concurrency,
      Consumer<LearningEvent> progress) {
    return learn(
        llm, refined, recommender, learning, data, seed, concurrency, progress, builder -> {});
  }

  /** The same with settings that have no option: those of ablations. */
  RppPolicy learn(
      LlmClient llm,
      boolean refined,
      Recommender recommender,
      LearningOptions learning,
      TrainingData data,
      long seed,
      int concurrency,
      Consumer<LearningEvent> progress,
      Consumer<RppOptimizer.Builder> ablation) {
    RppEncoders encoders = RppEncoders.of(recommender, encoder.open());
    RppOptimizer.Builder builder =
        RppOptimizer.builder(llm, space(), encoders.users(), encoders.items())
            .sentenceEncoder(encoders.sentences())
            .iterations(iterations)
            .topK(learning.topK)
            .profiles(ProfileOptions.profiles(llm, learning.history))
            .seed(seed)
            .concurrency(concurrency)
            .listener(progress);
    if (paper) {
      builder.paperMode();
    }
    if (refined) {
      builder.refiner(SentenceRefiner.builder(llm).build());
    }
    ablation.accept(builder);
    return builder.build().optimize(data);
  }

  /** What agents choose from: the domain's patterns and those that options add. */
  ActionSpace space() {
    return profiles.addTo(ActionSpace.of(domain));
  }

  /** One prompt for everybody, as RPP's baselines find it. */
  FixedPromptPolicy learnFixed(
      LlmClient llm,
      LearningMethod method,
      LearningOptions learning,
      TrainingData data,
      long seed,
      int concurrency,
      Consumer<LearningEvent> progress) {
    ActionSpace space = space();
    return method == LearningMethod.GRIPS
        ? GripsOptimizer.builder(llm, space)
            .listener(progress)
            .topK(learning.topK)
            .seed(seed)
            .concurrency(concurrency)
            .build()
            .optimize(data)
        : EnumerationOptimizer.builder(llm, space)
            .topK(learning.topK)
            .seed(seed)
            .concurrency(concurrency)
            .build()
            .optimize(data);
  }

  /** The options as they go into a run's file. */
  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("domain", domain.name());
    json.put("iterations", iterations);
    json.put("paperMode", Boolean.toString(paper));
    json.put("userProfile", profiles.userProfile);
    json.put("profilePrompts", profiles.profilePrompts.stream().map(Path::toString).toList());
    json.put("encoder", encoder.id());
    return json;
  }

  /** What {@link #asJson} wrote. */
  static RppOptions of(JsonObject json) {
    RppOptions options = new RppOptions();
    options.domain = json.constant("domain", Domain.class);
    options.iterations = json.integer("iterations");
    options.paper = Boolean.parseBoolean(json.string("paperMode"));
    options.profiles.userProfile = json.strings("userProfile");
    options.profiles.profilePrompts =
        json.strings("profilePrompts").stream().map(Path::of).toList();
    String encoder = json.optionalString("encoder");
    if (encoder != null) {
      options.encoder = EncoderChoice.of(encoder);
    }
    return options;
  }
}
