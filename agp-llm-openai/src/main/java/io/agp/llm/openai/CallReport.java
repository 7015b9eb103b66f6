package io.agp.llm.openai;

import io.agp.llm.CallTimer;
import io.agp.llm.LlmAttempt;
import io.agp.llm.LlmException;
import io.agp.llm.LlmListener;
import io.agp.llm.LlmListener.End;
import io.agp.llm.Price;
import io.agp.llm.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the listener is told of one call. Whoever ends the call sees to it that it is told once. */
final class CallReport {
  private final Listening listening;
  private final LlmListener.Call call;
  private final Optional<Price> price;
  private final CallTimer timer;
  private final long started;

  CallReport(Listening listening, LlmListener.Call call, Optional<Price> price, CallTimer timer) {
    this.listening = listening;
    this.call = call;
    this.price = price;
    this.timer = timer;
    this.started = timer.nanos();
  }

  void attempted(LlmAttempt attempt) {
    listening.tell(told -> told.attempted(call, attempt));
  }

  void retrying(LlmAttempt failed, Duration wait) {
    listening.tell(told -> told.retrying(call, failed, wait));
  }

  void succeeded(List<LlmAttempt> attempts) {
    End end = end(attempts);
    listening.tell(told -> told.succeeded(call, end));
  }

  void failed(LlmException failure, List<LlmAttempt> attempts) {
    End end = end(attempts);
    listening.tell(told -> told.failed(call, failure, end));
  }

  private End end(List<LlmAttempt> attempts) {
    TokenUsage usage = LlmAttempt.usageOf(attempts);
    return new End(
        Duration.ofNanos(timer.nanos() - started),
        attempts,
        usage,
        price.map(known -> known.of(usage)),
        attempts.isEmpty() ? Optional.empty() : attempts.get(attempts.size() - 1).requestId());
  }
}
