package io.agp.cli;

import io.agp.feedback.FeedbackEncoder;
import io.agp.optimize.AgpOptimizer;
import io.agp.rpp.ActionSet;
import io.agp.rpp.ActionSpace;
import io.agp.rpp.Pattern;
import io.agp.rpp.RppOptimizer;
import java.util.List;
import java.util.Map;

/**
 * Settings of learning that only ablations change: parts switched off, sizes cut. Every field may
 * be absent: {@code summary} ("off") and {@code feedback} ("metric") are AGP's; {@code patterns},
 * {@code pooling} ("mean"), {@code agents} ("PPO_1", "PPO_4") and {@code actions} are RPP's.
 */
record Ablation(JsonObject fields) {
  private static final List<String> KNOWN =
      List.of("summary", "feedback", "patterns", "pooling", "agents", "actions");

  /**
   * Checks the names, as a misspelt one would leave the whole method in an ablation's place.
   *
   * @throws IllegalArgumentException if one is unknown
   */
  Ablation {
    for (String name : fields.fields().keySet()) {
      if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException(
            "An ablation must be one of " + KNOWN + ", was \"" + name + '"');
      }
    }
  }

  static Ablation of(Map<String, ?> settings) {
    return new Ablation(JsonObject.parse("ablation", Json.line(settings)));
  }

  private boolean has(String name) {
    return fields.fields().containsKey(name);
  }

  void apply(AgpOptimizer.Builder builder, int topK) {
    if (has("summary")) {
      fields.requireString("summary", "off");
      builder.summary(false);
    }
    if (has("feedback")) {
      fields.requireString("feedback", "metric");
      builder.feedback(FeedbackEncoder.metricOnly(topK));
    }
  }

  void apply(RppOptimizer.Builder builder, ActionSpace space) {
    if (has("patterns")) {
      builder.patterns(patterns(space));
    }
    if (has("pooling")) {
      fields.requireString("pooling", "mean");
      builder.meanPooling();
    }
    if (has("agents")) {
      builder.method(fields.constant("agents", RppOptimizer.Method.class));
    }
    if (has("actions")) {
      builder.actionsPerPattern(fields.integer("actions"));
    }
  }

  private Pattern[] patterns(ActionSpace space) {
    List<String> names = fields.strings("patterns");
    return space.sets().stream()
        .map(ActionSet::pattern)
        .filter(pattern -> names.contains(pattern.name()))
        .toArray(Pattern[]::new);
  }
}
