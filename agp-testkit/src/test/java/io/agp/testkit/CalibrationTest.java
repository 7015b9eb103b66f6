package io.agp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.LabelledUser;
import io.agp.Reranker;
import io.agp.metrics.RankingMetrics;
import io.agp.prompt.Prompt;
import io.agp.rerank.FallbackReranker;
import io.agp.rerank.HistoryReranker;
import io.agp.rerank.ProfileReranker;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the simulated model reaches on MovieLens latest-small: better the better it is asked. */
class CalibrationTest {
  private static final int HISTORY = 5;
  private static LatestSmall data;
  private static List<LabelledUser> users;
  private static SimulatedLlm model;

  @BeforeAll
  static void read() {
    data = LatestSmall.orSkip();
    users = data.users(1);
    model = SimulatedLlm.of(1, data.catalogue());
  }

  private static double ndcg(Reranker model) {
    Reranker reranker = new FallbackReranker(model);
    double sum = 0;
    for (LabelledUser user : users) {
      sum += RankingMetrics.ndcg(user, reranker.rerank(user.user(), user.candidates()), 10);
    }
    return sum / users.size();
  }

  private static double withPrompt(String prompt) {
    return ndcg(
        ProfileReranker.builder(model).prompt(Prompt.of(prompt)).historyLength(HISTORY).build());
  }

  @Test
  void directIsLittleBetterThanTheBase() {
    assertThat(ndcg(HistoryReranker.direct(model, HISTORY))).isBetween(0.47, 0.53);
  }

  @Test
  void thoughtHelpsALittle() {
    assertThat(ndcg(HistoryReranker.chainOfThought(model, HISTORY))).isBetween(0.49, 0.55);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Describe this person's taste in a few sentences, so that somebody else can guess what the person will choose next. | 0.42 | 0.49
          Describe the taste. Name the genres. | 0.50 | 0.55
          Describe the taste. Say which genres come up and how many of the choices share each trait. | 0.50 | 0.55
          Describe the taste. Say from which years or decades the choices come. | 0.53 | 0.58
          Describe the taste. Name the genres. Say from which years the choices come. | 0.56 | 0.63
          Describe the taste: genres, release years, with how many of the choices share each, and weigh the most recent choices more. | 0.57 | 0.64
          Describe the taste: mood, themes, settings. | 0.41 | 0.48
          Describe the taste: mood, themes, settings, genres and years. | 0.50 | 0.62
          Describe the taste: mood, themes, settings, directors, popularity, genres and years, dislikes. | 0.41 | 0.49
          """)
  void profilesAreAsGoodAsTheyAreAskedFor(String prompt, double low, double high) {
    assertThat(withPrompt(prompt)).isBetween(low, high);
  }
}
