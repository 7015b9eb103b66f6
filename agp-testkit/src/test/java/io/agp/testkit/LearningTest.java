package io.agp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.LabelledUser;
import io.agp.feedback.FeedbackEncoder;
import io.agp.metrics.RankingMetrics;
import io.agp.optimize.AcceptanceRule;
import io.agp.optimize.AgpOptimizer;
import io.agp.optimize.LearnedPrompt;
import io.agp.optimize.TrainingData;
import io.agp.prompt.Prompt;
import io.agp.rerank.FallbackReranker;
import io.agp.rerank.ProfileReranker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The whole of learning with the simulated model on MovieLens latest-small. */
class LearningTest {
  private static List<LabelledUser> shuffled(LatestSmall data) {
    List<LabelledUser> users = new ArrayList<>(data.users(1));
    Collections.shuffle(users, new Random(1));
    return users;
  }

  private static double ndcg(SimulatedLlm model, Prompt prompt, List<LabelledUser> users) {
    var reranker = new FallbackReranker(ProfileReranker.builder(model).prompt(prompt).build());
    return users.stream()
        .mapToDouble(
            user -> RankingMetrics.ndcg(user, reranker.rerank(user.user(), user.candidates()), 10))
        .average()
        .orElseThrow();
  }

  private static LearnedPrompt learn(
      SimulatedLlm model, List<LabelledUser> users, AcceptanceRule rule, FeedbackEncoder feedback) {
    return AgpOptimizer.builder(model)
        .epochs(3)
        .batchSize(10)
        .acceptance(rule)
        .feedback(feedback)
        .build()
        .optimize(TrainingData.of(users.subList(0, 100), users.subList(100, 300)));
  }

  @Test
  void learningFindsABetterPrompt() {
    LatestSmall data = LatestSmall.orSkip();
    List<LabelledUser> users = shuffled(data);
    SimulatedLlm model = SimulatedLlm.of(1, data.catalogue());
    List<LabelledUser> test = users.subList(300, 610);
    LearnedPrompt learned =
        learn(model, users, AcceptanceRule.validated(0.95), FeedbackEncoder.positions());
    double before = ndcg(model, Prompt.initialProfilePrompt(), test);
    double after = ndcg(model, learned.prompt(), test);
    assertThat(after).isGreaterThan(before + 0.05);
  }
}
