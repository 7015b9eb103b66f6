package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FairPermitsTest {
  private final FairPermits permits = new FairPermits(1);

  @Test
  void waitersAreServedInOrder() {
    permits.acquire();
    CompletableFuture<Void> first = permits.acquire();
    CompletableFuture<Void> second = permits.acquire();
    permits.release();
    assertThat(first).isDone();
    assertThat(second).isNotDone();
  }

  @Test
  void aCancelledWaiterLeavesTheQueue() {
    permits.acquire();
    CompletableFuture<Void> first = permits.acquire();
    CompletableFuture<Void> second = permits.acquire();
    first.cancel(false);
    assertThat(permits.waiting()).isOne();
    permits.release();
    assertThat(second).isCompleted();
    permits.release();
    assertThat(permits.free()).isOne();
  }
}
