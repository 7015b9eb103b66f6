package io.agp.benchmarks.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.benchmarks.failures.FailingServer.Answer;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FailureComparisonTest {
  private final Map<String, Answer> failures = FailureComparison.failures();

  private String outcome(Client client, String failure) throws Exception {
    return FailureComparison.outcome(client, Objects.requireNonNull(failures.get(failure)));
  }

  @Test
  void theServerCountsWhatEachClientSends() throws Exception {
    assertThat(outcome(Client.AGP, "501")).startsWith("1 request, Configuration, ");
    assertThat(outcome(Client.OPENAI_JAVA, "501")).startsWith("3 requests, ");
    assertThat(outcome(Client.LANGCHAIN4J, "501")).startsWith("3 requests, ");
  }

  @Test
  void whatLooksLikeAnAnswerAndIsNoneIsToldAsEachClientTakesIt() throws Exception {
    assertThat(outcome(Client.AGP, "429 `insufficient_quota`")).startsWith("1 request, Quota, ");
    assertThat(outcome(Client.OPENAI_JAVA, "200, an error in the body"))
        .startsWith("1 request, success, ");
  }
}
