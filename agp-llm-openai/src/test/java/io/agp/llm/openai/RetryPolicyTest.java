package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.LlmException;
import io.agp.llm.openai.Outcome.Failure;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
  private static final Backoff BACKOFF = new Backoff(new Random(1));

  private static List<Failure> failures(RetryKind kind, int count) {
    return Collections.nCopies(count, new Failure(new LlmException.Server("x", null), kind));
  }

  @ParameterizedTest
  @CsvSource({
    "NEVER, 1",
    "CONFLICT, 2",
    "MALFORMED, 2",
    "AMBIGUOUS, 2",
    "UNUSABLE, 3",
    "TRANSIENT, 10",
    "THROTTLED, 10"
  })
  void eachReasonHasItsOwnLimit(RetryKind kind, int attempts) {
    RetryPolicy policy = new RetryPolicy(10, BACKOFF);
    assertThat(policy.delayAfter(failures(kind, attempts))).isEmpty();
    if (attempts > 1) {
      assertThat(policy.delayAfter(failures(kind, attempts - 1))).isPresent();
    }
  }

  @Test
  void reasonsAreCountedApart() {
    List<Failure> mixed =
        List.of(
            failures(RetryKind.AMBIGUOUS, 1).get(0),
            failures(RetryKind.MALFORMED, 1).get(0),
            failures(RetryKind.CONFLICT, 1).get(0));
    assertThat(new RetryPolicy(4, BACKOFF).delayAfter(mixed)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "TRANSIENT, 0, 500",
    "TRANSIENT, 1, 1000",
    "TRANSIENT, 3, 4000",
    "TRANSIENT, 9, 30000",
    "THROTTLED, 0, 1000",
    "THROTTLED, 2, 4000",
    "THROTTLED, 9, 60000"
  })
  void waitsLieBetweenHalfAndAllOfTheDoubledOne(RetryKind kind, int failed, long millis) {
    List<Duration> waits =
        IntStream.range(0, 1000)
            .mapToObj(i -> BACKOFF.delay(kind, failed, Optional.empty()))
            .toList();
    assertThat(waits)
        .allSatisfy(
            wait ->
                assertThat(wait)
                    .isBetween(Duration.ofMillis(millis / 2), Duration.ofMillis(millis)));
    assertThat(waits).doesNotHaveDuplicates();
  }

  @Test
  void theHintIsNeverUndercutAndExceededByASecondAtMost() {
    Duration hint = Duration.ofSeconds(100);
    IntStream.range(0, 1000)
        .mapToObj(i -> BACKOFF.delay(RetryKind.THROTTLED, 0, Optional.of(hint)))
        .forEach(wait -> assertThat(wait).isBetween(hint, hint.plusSeconds(1)));
  }
}
