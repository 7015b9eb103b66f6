package io.agp.benchmarks.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientComparisonTest {
  @ParameterizedTest
  @EnumSource(Subject.class)
  void everyClientAsksTheSameQuestion(Subject subject) throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.enqueue(
          new MockResponse.Builder()
              .setHeader("Content-Type", "application/json")
              .body(Conversation.REPLY_BODY)
              .build());
      server.start();

      subject.open(server.url("/v1").toString()).run(1);

      String body = server.takeRequest().getBody().utf8();
      assertThat(body)
          .contains(Conversation.MODEL, Conversation.SYSTEM)
          .contains("The candidates:\\n1. \\\"The Hidden Harbour");
      if (subject == Subject.AGP || subject.baseline() == subject) {
        assertThat(body).isEqualTo(Conversation.REQUEST_BODY);
      }
    }
  }

  @Test
  void aShortRunMeasuresEveryClientInEveryRound() throws IOException {
    Map<Subject, List<Sample>> samples = ClientComparison.measure(1, 2, 200);

    assertThat(samples).containsOnlyKeys(Subject.values());
    assertThat(samples.values())
        .allSatisfy(
            rounds ->
                assertThat(rounds)
                    .hasSize(2)
                    .allSatisfy(
                        sample -> {
                          assertThat(sample.calls()).isEqualTo(200);
                          assertThat(sample.cpuNanos()).isPositive();
                          // 200 calls, 64 at a time, are at least four delays of 20 ms.
                          assertThat(sample.wallNanos()).isGreaterThan(79_000_000L);
                          assertThat(sample.heapBytes()).isPositive();
                        }));
    assertThat(new Report(samples, 2, ClientComparison.DELAY).toString())
        .contains("| AGP, `completeAsync` |")
        .contains("| AGP, `complete` : openai-java |");
  }
}
