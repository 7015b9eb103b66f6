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

  @Test
  void overloadHalvesDownToOneAndSuccessesGrowItByOne() {
    FairPermits eight = new FairPermits(8);
    for (int most : new int[] {4, 2, 1, 1}) {
      eight.overloaded(eight.halvings());
      assertThat(eight.limit()).isEqualTo(most);
    }
    for (int most : new int[] {2, 2, 3, 3, 3, 4}) {
      eight.succeeded();
      assertThat(eight.limit()).isEqualTo(most);
    }
  }

  @Test
  void requestsSentTogetherHalveOnce() {
    FairPermits eight = new FairPermits(8);
    int sent = eight.halvings();
    eight.overloaded(sent);
    eight.overloaded(sent);
    assertThat(eight.limit()).isEqualTo(4);
  }

  @Test
  void whatIsHeldAboveAHalvedLimitIsNotHandedOnAgain() {
    FairPermits two = new FairPermits(2);
    two.acquire();
    two.acquire();
    CompletableFuture<Void> third = two.acquire();
    two.overloaded(two.halvings());
    two.release();
    assertThat(third).isNotDone();
    two.release();
    assertThat(third).isCompleted();
  }
}
