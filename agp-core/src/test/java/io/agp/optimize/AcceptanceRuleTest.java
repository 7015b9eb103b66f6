package io.agp.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Fixtures;
import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.llm.LlmException;
import io.agp.metrics.Evaluation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AcceptanceRuleTest {
  private static final int USERS = 100;
  private final List<LabelledUser> users = Fixtures.labelled("u", USERS, 1);

  @Test
  void aRewriteThatChangesNothingIsSeldomPromoted() {
    AcceptanceRule rule = AcceptanceRule.validated(0.95);
    int promotedRuns = 0;
    for (int run = 0; run < 1_000; run++) {
      Random random = new Random(run);
      boolean promoted = false;
      for (int epoch = 1; epoch <= 3; epoch++) {
        promoted |= rule.promotes(random(random), random(random), 1, epoch);
      }
      promotedRuns += promoted ? 1 : 0;
    }

    assertThat(promotedRuns).isBetween(1, 50);
  }

  @Test
  void aMuchBetterPromptIsPromoted() {
    Evaluation better = Evaluation.of(users, base());

    assertThat(AcceptanceRule.validated(0.95).promotes(random(new Random(1)), better, 4, 1))
        .isTrue();
  }

  @Test
  void theSameRankingsAreNeverBetter() {
    Evaluation same = random(new Random(3));

    assertThat(AcceptanceRule.validated(0.95).promotes(same, same, 1, 1)).isFalse();
    assertThat(AcceptanceRule.batch().keepsEdit(same, () -> same)).isFalse();
  }

  @Test
  void failuresAreNoEvidenceOnEitherSide() {
    List<Ranking> failed =
        users.stream()
            .map(u -> Ranking.fallback(u.candidates(), new LlmException.Server("down", null)))
            .toList();
    Evaluation bad = random(new Random(1));
    Evaluation allFailed = Evaluation.of(users, failed);

    assertThat(AcceptanceRule.batch().keepsEdit(bad, () -> allFailed)).isFalse();
    assertThat(AcceptanceRule.batch().keepsEdit(allFailed, () -> Evaluation.of(users, base())))
        .isFalse();
    assertThat(AcceptanceRule.validated(0.95).promotes(bad, allFailed, 1, 1)).isFalse();
  }

  @Test
  void alwaysKeepsWithoutRankingAgain() {
    boolean kept =
        AcceptanceRule.always()
            .keepsEdit(
                random(new Random(1)),
                () -> {
                  throw new AssertionError("must not be asked");
                });

    assertThat(kept).isTrue();
  }

  @Test
  void tauMustBeAProbability() {
    assertThatThrownBy(() -> AcceptanceRule.validated(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tau must be above 0 and below 1, was 1.0");
  }

  private List<Ranking> base() {
    return users.stream().map(u -> Ranking.base(u.candidates())).toList();
  }

  private Evaluation random(Random random) {
    List<Ranking> rankings = new ArrayList<>();
    for (LabelledUser user : users) {
      List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
      Collections.shuffle(order, random);
      rankings.add(
          Ranking.builder(user.candidates(), Ranking.Source.LLM)
              .order(order.stream().mapToInt(Integer::intValue).toArray())
              .build());
    }
    return Evaluation.of(users, rankings);
  }
}
