package io.agp.benchmarks.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
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
  void theClientsTakeTurnsInProcessesOfTheirOwn() throws IOException {
    Map<Subject, List<Sample>> samples =
        ClientComparison.measure(EnumSet.of(Subject.BARE, Subject.AGP_ASYNC), 2, 1, 200);

    assertThat(samples).containsOnlyKeys(Subject.BARE, Subject.AGP_ASYNC);
    assertThat(samples.values()).allSatisfy(taken -> assertThat(taken).hasSize(2));
    assertThat(samples.values().stream().flatMap(List::stream))
        .allSatisfy(
            sample -> {
              assertThat(sample.calls()).isEqualTo(200);
              assertThat(sample.cpuNanos()).isPositive();
              // 200 calls, 64 at a time, are at least four delays of 20 ms.
              assertThat(sample.wallNanos()).isGreaterThan(79_000_000L);
              assertThat(sample.heapBytes()).isPositive();
            });
  }

  @Test
  void theReportHasARowForEachClientAndTheRatiosToThePeers() {
    Map<Subject, List<Sample>> samples = new EnumMap<>(Subject.class);
    for (Subject subject : Subject.values()) {
      samples.put(subject, List.of(new Sample(1, 5000, 40_000_000, 7_000_000)));
    }
    samples.put(Subject.AGP, List.of(new Sample(1, 3000, 40_000_000, 7_000_000)));

    assertThat(new Report(samples, 1, ClientComparison.DELAY).toString())
        .contains("| AGP, `complete` | 3 (3-3) | 0.60 (0.60-0.60) | 0.01 (0.01-0.01) | 7.0 | 7.0 |")
        .contains("| AGP, `complete` : openai-java | 0.60 (0.60-0.60) |")
        .hasLineCount(2 + Subject.values().length + 3 + 5);
  }
}
