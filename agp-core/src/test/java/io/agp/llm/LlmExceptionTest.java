package io.agp.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LlmExceptionTest {
  @Test
  void theTypeTellsWhetherARetryHelps() {
    List<LlmException> helps =
        List.of(
            new LlmException.RateLimited("", null),
            new LlmException.Server("", null),
            new LlmException.Transport("", null),
            new LlmException.Timeout("", null),
            new LlmException.MalformedResponse("", null),
            new LlmException.EmptyResponse("", null),
            new LlmException.UnreadableAnswer("", null));
    List<LlmException> doesNot =
        List.of(
            new LlmException.Authentication("", null),
            new LlmException.Quota("", null),
            new LlmException.InvalidRequest("", null),
            new LlmException.ContextLength("", null),
            new LlmException.NotFound("", null),
            new LlmException.Configuration("", null),
            new LlmException.Refused("", null),
            new LlmException.Truncated("", null),
            new LlmException.ResponseTooLarge("", null),
            new LlmException.LimitReached("", null),
            new LlmException.Cancelled("", null),
            new LlmException.JournalFailed("", null),
            new LlmException.NotRecorded("", null));

    assertThat(helps).allMatch(LlmException::isRetryable);
    assertThat(doesNot).noneMatch(LlmException::isRetryable);
    assertThat(helps.size() + doesNot.size())
        .as("every type is in one of the lists")
        .isEqualTo(LlmException.class.getPermittedSubclasses().length);
  }

  @Test
  void noRetryHelpsAgainstWhatIsFinal() {
    for (Class<?> type : LlmException.class.getPermittedSubclasses()) {
      LlmException failure =
          JournalFailures.of(type.getSimpleName(), "", LlmException.Details.NONE).orElseThrow();
      assertThat(failure.isFinal() && failure.isRetryable()).as(type.getName()).isFalse();
    }
    assertThat(new LlmException.Quota("", null).isFinal()).isTrue();
    assertThat(new LlmException.JournalFailed("", null).isFinal()).isTrue();
    assertThat(new LlmException.Refused("", null).isFinal()).isFalse();
  }

  @Test
  void detailsAreKeptAndMayBeAbsent() {
    LlmException.Details details =
        new LlmException.Details(
            OptionalInt.of(429),
            Optional.of("slow_down"),
            Optional.of("req-7"),
            Optional.of(Duration.ofSeconds(3)),
            2);

    assertThat(new LlmException.RateLimited("slow", details, null).details()).isEqualTo(details);
    assertThat(new LlmException.RateLimited("slow", null).details())
        .isEqualTo(LlmException.Details.NONE);
    assertThat(new LlmException.RateLimited("slow", null).type()).isEqualTo("RateLimited");
  }

  @Test
  void anAnswerOfAnotherFormIsAnUnreadableOneThatARetryMayMend() {
    LlmException mismatch = new LlmException.SchemaMismatch("no object", null);

    assertThat(mismatch).isInstanceOf(LlmException.UnreadableAnswer.class);
    assertThat(mismatch.isRetryable()).isTrue();
    assertThat(mismatch.type()).isEqualTo("SchemaMismatch");
  }

  @Test
  void detailsSumTheTokensAndPrintNoText() {
    LlmException.Details details =
        new LlmException.Details(
            OptionalInt.of(200),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            2,
            List.of(attempt(1, Optional.empty()), attempt(2, Optional.of(TokenUsage.of(3, 1)))),
            Optional.of("Half an"));

    assertThat(new LlmException.Truncated("cut", details, null).usage())
        .isEqualTo(TokenUsage.of(3, 1));
    assertThat(details.toString()).contains("text of 7 characters").doesNotContain("Half");
  }

  private static LlmAttempt attempt(int number, Optional<TokenUsage> usage) {
    return new LlmAttempt(
        number,
        OptionalInt.of(200),
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        Duration.ZERO,
        false,
        usage);
  }

  @Test
  void aTimeoutMayKnowWhatItWaitedFor() {
    assertThat(
            new LlmException.Timeout(
                    "late", LlmException.Details.NONE, LlmException.Timeout.Phase.BACKOFF)
                .phase())
        .hasValue(LlmException.Timeout.Phase.BACKOFF);
    assertThat(new LlmException.Timeout("late", null).phase()).isEmpty();
  }

  @Test
  void aSerialisedExceptionKeepsItsTypeAndMessage() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new LlmException.Server("down", null));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      LlmException read = (LlmException) in.readObject();
      assertThat(read).isInstanceOf(LlmException.Server.class).hasMessage("down");
      assertThat(read.isRetryable()).isTrue();
      assertThat(read.details()).isEqualTo(LlmException.Details.NONE);
    }
  }
}
