package io.agp.optimize;

import io.agp.feedback.FeedbackEncoder;
import io.agp.prompt.Prompt;
import io.agp.prompt.RoleTemplate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** What an {@link AgpOptimizer} was built with; its builder documents each. */
record AgpSettings(
    Prompt initial,
    int batchSize,
    int epochs,
    int historyLength,
    int topK,
    long seed,
    int concurrency,
    int maxPromptWords,
    int patience,
    boolean summary,
    Duration timeout,
    AcceptanceRule rule,
    OptionalDouble sliceMargin,
    FeedbackEncoder feedback,
    List<PromptGuard> guards,
    RoleTemplate profileTemplate,
    RoleTemplate rerankTemplate,
    RoleTemplate critiqueTemplate,
    RoleTemplate summariseTemplate,
    RoleTemplate editTemplate,
    Consumer<LearningEvent> listener) {

  /** The settings that tell how a prompt was learned, for its file. */
  Map<String, String> described() {
    Map<String, String> described = new LinkedHashMap<>();
    described.put("method", "AGP");
    described.put("rule", rule.toString());
    sliceMargin.ifPresent(margin -> described.put("sliceMargin", Double.toString(margin)));
    described.put("batchSize", Integer.toString(batchSize));
    described.put("epochs", Integer.toString(epochs));
    described.put("historyLength", Integer.toString(historyLength));
    described.put("topK", Integer.toString(topK));
    described.put("summary", Boolean.toString(summary));
    described.put("seed", Long.toString(seed));
    return described;
  }
}
