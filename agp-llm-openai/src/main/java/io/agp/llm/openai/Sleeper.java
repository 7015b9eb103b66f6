package io.agp.llm.openai;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Waits without holding a thread. Tests give one that does not wait. */
@FunctionalInterface
interface Sleeper {
  /** A future that is done after a while; cancelling it ends the wait. */
  CompletableFuture<Void> sleep(Duration duration);
}
