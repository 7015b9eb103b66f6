package io.agp.cli;

import io.agp.experiments.protocol.Negatives;
import io.agp.experiments.protocol.Protocol;
import io.agp.experiments.protocol.ProtocolSettings;
import io.agp.optimize.AcceptanceRule;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whom to learn from, and how. */
final class LearningOptions {
  enum Acceptance {
    ALWAYS,
    BATCH,
    VALIDATED;

    AcceptanceRule rule() {
      return switch (this) {
        case ALWAYS -> AcceptanceRule.always();
        case BATCH -> AcceptanceRule.batch();
        case VALIDATED -> AcceptanceRule.validated(0.95);
      };
    }
  }

  @Option(
      names = "--train-users",
      paramLabel = "N",
      defaultValue = "100",
      description = "Users to learn from. Default: ${DEFAULT-VALUE}.")
  int trainUsers = 100;

  @Option(
      names = "--validation-users",
      paramLabel = "N",
      defaultValue = "100",
      description = "Users to validate with. Default: ${DEFAULT-VALUE}.")
  int validationUsers = 100;

  @Option(
      names = "--batch-size",
      paramLabel = "B",
      defaultValue = "10",
      description = "Users in a batch. Default: ${DEFAULT-VALUE}.")
  int batchSize = 10;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "10",
      description = "The most epochs. Default: ${DEFAULT-VALUE}.")
  int epochs = 10;

  @Option(
      names = "--history",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many of a user's latest items the model sees. Default: ${DEFAULT-VALUE}.")
  int history = 5;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      defaultValue = "10",
      description = "Candidates of a user. Default: ${DEFAULT-VALUE}.")
  int topK = 10;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      defaultValue = "filtered",
      description =
          "filtered: users whose relevant item is in the top k; sampled: the relevant item among"
              + " k-1 others; open: the top k as it comes. Default: ${DEFAULT-VALUE}.")
  Protocol protocol = Protocol.FILTERED;

  @Option(
      names = "--negatives",
      paramLabel = "NAME",
      defaultValue = "popularity",
      description =
          "For sampled: popularity (items about as popular), random, or top100 (of the"
              + " recommender's). Default: ${DEFAULT-VALUE}.")
  Negatives negatives = Negatives.POPULARITY;

  @Option(
      names = "--acceptance",
      paramLabel = "RULE",
      defaultValue = "validated",
      description =
          "Which edits are kept: always (the paper's algorithm), batch, or validated."
              + " Default: ${DEFAULT-VALUE}.")
  Acceptance acceptance = Acceptance.VALIDATED;

  @Option(
      names = "--slice-margin",
      paramLabel = "NDCG",
      description =
          "For agp: refuse a prompt that wins the mean unless it is shown that no third of the"
              + " validation users, by history length and by popularity of the relevant item, loses"
              + " as much. Default: such prompts are only reported, with a margin of 0.1.")
  @Nullable Double sliceMargin;

  @Option(
      names = "--feedback",
      paramLabel = "NAME",
      description =
          "For agp: what the critic is told of a ranking: positions, pairwise, metric (no position,"
              + " the ablation) or clicks (positions, clicks weighted by the inverse propensity of"
              + " their place). Default: positions; with --impressions, clicks.")
  @Nullable FeedbackKind feedback;

  @Mixin ClickOptions clicks = new ClickOptions();

  FeedbackKind feedback() {
    if (feedback != null) {
      return feedback;
    }
    return clicks.impressions == null ? FeedbackKind.POSITIONS : FeedbackKind.CLICKS;
  }

  ProtocolSettings protocolSettings(int testUsers, long seed) {
    return ProtocolSettings.builder()
        .protocol(protocol)
        .negatives(negatives)
        .topK(topK)
        .trainUsers(trainUsers)
        .validationUsers(validationUsers)
        .testUsers(testUsers)
        .seed(seed)
        .build();
  }

  /** The settings as they go into a run's file. */
  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("protocol", protocol.name());
    json.put("negatives", negatives.name());
    json.put("topK", topK);
    json.put("history", history);
    json.put("trainUsers", trainUsers);
    json.put("validationUsers", validationUsers);
    json.put("batchSize", batchSize);
    json.put("epochs", epochs);
    json.put("acceptance", acceptance.name());
    if (sliceMargin != null) {
      json.put("sliceMargin", sliceMargin.toString());
    }
    json.put("feedback", feedback().name());
    json.putAll(clicks.asJson());
    return json;
  }
}
