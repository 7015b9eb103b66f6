package io.agp.llm.openai;

import io.agp.llm.CallTimer;
import io.agp.llm.LlmListener;
import io.agp.llm.LlmRole;
import io.agp.llm.Price;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the caller's listener of calls, and keeps what it throws from them. Thread-safe. */
final class Listening {
  private static final Logger log = LoggerFactory.getLogger(OpenAiLlmClient.class);

  private final LlmListener listener;
  private final String target;
  private final Optional<Price> price;
  private final CallTimer timer;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  Listening(LlmListener listener, String target, Optional<Price> price, CallTimer timer) {
    this.listener = listener;
    this.target = target;
    this.price = price;
    this.timer = timer;
  }

  /** Tells that a call begins. */
  CallReport begin(LlmRole role) {
    LlmListener.Call call = new LlmListener.Call(calls.incrementAndGet(), role, target);
    CallReport report = new CallReport(this, call, price, timer);
    tell(told -> told.started(call));
    return report;
  }

  /** How often the listener threw. */
  long failures() {
    return failures.get();
  }

  void tell(Consumer<LlmListener> event) {
    try {
      event.accept(listener);
    } catch (RuntimeException | Error e) {
      if (failures.getAndIncrement() == 0) {
        log.warn(
            "A listener of {} threw {}; later failures are counted only", target, e.getClass());
      }
    }
  }
}
