package io.agp.llm.openai;

import io.agp.llm.CallTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The real time, on the thread that the JDK keeps for delays: for what outlives a client. */
final class JdkTimer implements CallTimer {
  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public CompletableFuture<Void> sleep(Duration duration) {
    return new CompletableFuture<Void>()
        .completeOnTimeout(null, duration.toNanos(), TimeUnit.NANOSECONDS);
  }
}
