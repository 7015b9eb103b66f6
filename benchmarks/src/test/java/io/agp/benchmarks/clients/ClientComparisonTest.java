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
    Map<Subject, Course> courses =
        ClientComparison.measure(
            EnumSet.of(Subject.BARE, Subject.AGP_ASYNC), new Plan(2, 1, 200, 300));

    assertThat(courses).containsOnlyKeys(Subject.BARE, Subject.AGP_ASYNC);
    assertThat(courses.values())
        .allSatisfy(
            course -> {
              assertThat(course.rounds()).hasSize(2);
              assertThat(course.heapWarm()).isPositive();
              assertThat(course.heapLast()).isPositive();
            });
    assertThat(courses.values().stream().flatMap(course -> course.rounds().stream()))
        .allSatisfy(
            sample -> {
              assertThat(sample.calls()).isEqualTo(200);
              assertThat(sample.cpuNanos()).isPositive();
              // 200 calls, 64 at a time, are at least four delays of 20 ms.
              assertThat(sample.wallNanos()).isGreaterThan(79_000_000L);
            });
  }

  @Test
  void theReportHasARowForEachClientAndTheRatiosToThePeers() {
    Map<Subject, Course> courses = new EnumMap<>(Subject.class);
    for (Subject subject : Subject.values()) {
      courses.put(subject, course(5000));
    }
    courses.put(Subject.AGP, course(3000));

    assertThat(new Report(courses, ClientComparison.DELAY).toString())
        .contains("| AGP, `complete` | 3 (3-3) | 0.60 (0.60-0.60) | 0.01 (0.01-0.01) | 7.0 | 8.0 |")
        .contains("| AGP, `complete` : openai-java | 0.60 (0.60-0.60) |")
        .hasLineCount(2 + Subject.values().length + 3 + 5);
  }

  private static Course course(long cpuNanos) {
    Sample round = new Sample(1, cpuNanos, 40_000_000, 7_000_000);
    return Course.of(round, List.of(round), new Sample(1, 1, 1, 8_000_000));
  }

  @Test
  void whatIsLiveIsCountedOverAHundredThousandCallsUnlessToldOtherwise() {
    assertThat(Plan.of("1", "4", "10000").callsAfterRounds()).isEqualTo(60_000);
    assertThat(Plan.of().callsAfterRounds()).isOne(); // the rounds have 120,000
    assertThat(Plan.of("1", "1", "10", "30").callsAfterRounds()).isEqualTo(20);
  }
}
