package io.agp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

class RerankOutcomeTest {
  @Test
  void aSuccessGivesItsRanking() {
    Ranking ranking = Ranking.base(List.of());

    assertThat(new RerankOutcome.Success(ranking).orElseThrow()).isSameAs(ranking);
  }

  @Test
  void aFailureThrowsWithItsCause() {
    RuntimeException cause = new RuntimeException("no connection");

    assertThatIllegalStateException()
        .isThrownBy(() -> new RerankOutcome.Failure(cause).orElseThrow())
        .withMessage("The ranking failed: no connection")
        .withCause(cause);
  }
}
