package io.agp.cli;

import io.agp.experiments.protocol.Negatives;
import io.agp.experiments.protocol.Protocol;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run was made with: enough to draw the same users again. */
record RunSettings(
    DataOptions data,
    RecommenderOptions recommender,
    long seed,
    Provider provider,
    ProviderOptions options,
    LearningOptions learning,
    LearningMethod method,
    RppOptions rpp) {
  private static final String FORMAT = "agp-run-4";

  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("data", data.asJson());
    json.put("recommender", recommender.asJson());
    json.put("seed", Long.toString(seed));
    json.put("provider", provider.name());
    putIfPresent(json, "model", options.model);
    putIfPresent(json, "effort", options.effort);
    putIfPresent(json, "baseUrl", options.server.baseUrl);
    putIfPresent(json, "apiKeyEnv", options.server.keyVariable);
    putIfPresent(
        json,
        "models",
        options.server.models == null
            ? null
            : options.server.models.toAbsolutePath().normalize().toString());
    json.put("learning", learning.asJson());
    json.put("method", method.name());
    json.put("rpp", rpp.asJson());
    return json;
  }

  private static void putIfPresent(Map<String, Object> json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  /** Who answers: as the options say, and where they say nothing, as in the run. */
  Provider takeOver(ProviderOptions given) {
    if (given.provider != null && given.provider != provider) {
      return given.provider;
    }
    if (given.model == null) { // an effort is that of its model
      given.model = options.model;
      given.effort = given.effort == null ? options.effort : given.effort;
    }
    given.server.takeOver(options.server);
    return provider;
  }

  static RunSettings of(JsonObject json) {
    json.requireString("format", FORMAT);
    ProviderOptions options = new ProviderOptions();
    options.model = json.optionalString("model");
    options.effort = json.optionalString("effort");
    options.server.baseUrl = json.optionalString("baseUrl");
    options.server.keyVariable = json.optionalString("apiKeyEnv");
    String models = json.optionalString("models");
    options.server.models = models == null ? null : Path.of(models);
    JsonObject saved = json.object("learning");
    LearningOptions learning = new LearningOptions();
    learning.protocol = saved.constant("protocol", Protocol.class);
    learning.negatives = saved.constant("negatives", Negatives.class);
    learning.topK = saved.integer("topK");
    learning.history = saved.integer("history");
    learning.trainUsers = saved.integer("trainUsers");
    learning.validationUsers = saved.integer("validationUsers");
    learning.batchSize = saved.integer("batchSize");
    learning.epochs = saved.integer("epochs");
    learning.acceptance = saved.constant("acceptance", LearningOptions.Acceptance.class);
    String sliceMargin = saved.optionalString("sliceMargin");
    learning.sliceMargin = sliceMargin == null ? null : Double.valueOf(sliceMargin);
    if (saved.optionalString("feedback") != null) {
      learning.feedback = saved.constant("feedback", FeedbackKind.class);
    }
    learning.clicks = ClickOptions.of(saved);
    return new RunSettings(
        DataOptions.of(json.object("data")),
        RecommenderOptions.of(json.object("recommender")),
        Long.parseLong(json.string("seed")),
        json.constant("provider", Provider.class),
        options,
        learning,
        json.constant("method", LearningMethod.class),
        RppOptions.of(json.object("rpp")));
  }
}
