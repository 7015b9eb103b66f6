package io.agp.llm.openai;

import io.agp.llm.CallTimer;
import io.agp.llm.LlmAttempt;
import io.agp.llm.TokenUsage;
import io.agp.llm.openai.Outcome.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Notes the attempts of a call, the one under way included. Thread-safe. */
final class AttemptLog {
  private final CallTimer timer;
  private final List<LlmAttempt> done = new ArrayList<>();
  private long idleSince;
  private long sentAt;
  private @Nullable Attempt underWay;

  AttemptLog(CallTimer timer) {
    this.timer = timer;
    this.idleSince = timer.nanos();
  }

  synchronized void sending(Attempt attempt) {
    sentAt = timer.nanos();
    underWay = attempt;
  }

  /** Notes how an attempt went, and gives the note back. */
  synchronized LlmAttempt received(Attempt attempt, Outcome outcome) {
    boolean ambiguous = outcome instanceof Failure failure && failure.ambiguous();
    LlmAttempt entry =
        entry(
            attempt.number(),
            outcome.status(),
            outcome.code(),
            outcome.requestId(),
            ambiguous,
            outcome.usage());
    done.add(entry);
    underWay = null;
    idleSince = timer.nanos();
    return entry;
  }

  /** What was sent so far; an attempt still under way may be billed once it was sent in full. */
  synchronized List<LlmAttempt> attempts() {
    List<LlmAttempt> all = new ArrayList<>(done);
    if (underWay != null) {
      all.add(
          entry(
              underWay.number(),
              OptionalInt.empty(),
              Optional.empty(),
              Optional.empty(),
              underWay.sent(),
              Optional.empty()));
    }
    return List.copyOf(all);
  }

  /** The attempt that ended last; there must be one. */
  synchronized LlmAttempt last() {
    return done.get(done.size() - 1);
  }

  private LlmAttempt entry(
      int number,
      OptionalInt status,
      Optional<String> code,
      Optional<String> requestId,
      boolean ambiguous,
      Optional<TokenUsage> usage) {
    return new LlmAttempt(
        number,
        status,
        code,
        requestId,
        Duration.ofNanos(sentAt - idleSince),
        Duration.ofNanos(timer.nanos() - sentAt),
        ambiguous,
        usage);
  }
}
