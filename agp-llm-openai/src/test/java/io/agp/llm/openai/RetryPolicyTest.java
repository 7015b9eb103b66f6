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

  private static RetryPolicy policy(int attempts) {
    return new RetryPolicy(attempts, 1, Duration.ofMinutes(2), BACKOFF);
  }

  private static List<Failure> failures(RetryKind kind, int count) {
    return Collections.nCopies(
        count, new Failure(LlmException.Server::new, "x", LlmException.Details.NONE, null, kind));
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
    RetryPolicy policy = policy(10);
    assertThat(policy.delayAfter(failures(kind, attempts))).isEmpty();
    if (attempts > 1) {
      assertThat(policy.delayAfter(failures(kind, attempts - 1))).isPresent();
    }
  }

  @Test
  void howOftenALostAnswerIsReplayedCanBeSet() {
    RetryPolicy never = new RetryPolicy(4, 0, Duration.ofMinutes(2), BACKOFF);
    assertThat(never.delayAfter(failures(RetryKind.AMBIGUOUS, 1))).isEmpty();
    RetryPolicy thrice = new RetryPolicy(10, 3, Duration.ofMinutes(2), BACKOFF);
    assertThat(thrice.delayAfter(failures(RetryKind.AMBIGUOUS, 3))).isPresent();
    assertThat(thrice.delayAfter(failures(RetryKind.AMBIGUOUS, 4))).isEmpty();
  }

  @Test
  void reasonsAreCountedApart() {
    List<Failure> mixed =
        List.of(
            failures(RetryKind.AMBIGUOUS, 1).get(0),
            failures(RetryKind.MALFORMED, 1).get(0),
            failures(RetryKind.CONFLICT, 1).get(0));
    assertThat(policy(4).delayAfter(mixed)).isPresent();
  }

  @Test
  void theHintIsNeverUndercutAndExceededByASecondAtMost() {
    Duration hint = Duration.ofSeconds(100);
    IntStream.range(0, 1000)
        .mapToObj(i -> BACKOFF.delay(RetryKind.THROTTLED, 0, Optional.of(hint)))
        .forEach(wait -> assertThat(wait).isBetween(hint, hint.plusSeconds(1)));
  }
}
