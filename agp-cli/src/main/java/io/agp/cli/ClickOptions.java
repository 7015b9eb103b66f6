package io.agp.cli;

import io.agp.experiments.data.Dataset;
import io.agp.experiments.protocol.ClickSamples;
import io.agp.experiments.protocol.ProtocolSettings;
import io.agp.experiments.protocol.Samples;
import io.agp.experiments.read.ImpressionLog;
import io.agp.feedback.Propensities;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Learning from logged clicks instead of held-out interactions. */
final class ClickOptions {
  @Option(
      names = "--impressions",
      paramLabel = "FILE",
      description = {
        "Learn from lists that were shown and what was clicked: JSON lines with user, time, shown,"
            + " clicked and maybe history, as docs/data.md has them. The list as shown takes the"
            + " place of a recommender's; --protocol and --negatives do not apply."
      })
  @Nullable Path impressions;

  @Option(
      names = "--click-eta",
      paramLabel = "E",
      defaultValue = "1",
      description =
          "How steeply looks fall with the position r in a list: the propensity is (1/r)^E, from 0"
              + " to 5. Default: ${DEFAULT-VALUE}.")
  double eta = 1;

  @Option(
      names = "--max-click-weight",
      paramLabel = "W",
      defaultValue = "10",
      description =
          "What the weight of a click, 1/propensity, is clipped to. Default: ${DEFAULT-VALUE}.")
  double mostWeight = 10;

  /** Draws users from the log. */
  Samples samples(Path log, Dataset dataset, ProtocolSettings settings) {
    return ClickSamples.draw(
        ImpressionLog.read(log, dataset), Propensities.powerLaw(eta), mostWeight, settings);
  }

  /** The options as they go into a run's file; empty without a log. */
  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    if (impressions != null) {
      json.put("impressions", impressions.toAbsolutePath().normalize().toString());
      json.put("clickEta", Double.toString(eta));
      json.put("maxClickWeight", Double.toString(mostWeight));
    }
    return json;
  }

  /** What {@link #asJson} wrote among other things. */
  static ClickOptions of(JsonObject json) {
    ClickOptions options = new ClickOptions();
    String log = json.optionalString("impressions");
    if (log != null) {
      options.impressions = Path.of(log);
      options.eta = Double.parseDouble(json.string("clickEta"));
      options.mostWeight = Double.parseDouble(json.string("maxClickWeight"));
    }
    return options;
  }
}
