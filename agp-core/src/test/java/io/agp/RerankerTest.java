package io.agp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RerankerTest {
  private static final List<Item> ITEMS = Fixtures.items(3);

  @Test
  void cancellingTheBatchCancelsWhatIsUnderWayAndStartsNothingMore() throws Exception {
    HeldReranker held = new HeldReranker();
    CompletableFuture<List<RerankOutcome>> all = held.rerankAllAsync(requests(5), 2);
    Call first = held.next();
    Call second = held.next();

    all.cancel(true);

    assertThat(first.future).isCancelled();
    assertThat(second.future).isCancelled();
    assertThat(held.mostOpen).hasValue(2);
    assertThat(held.started).isEmpty();
  }

  @Test
  void outcomesComeInTheOrderOfTheRequestsWhateverAnswersFirst() throws Exception {
    HeldReranker held = new HeldReranker();
    CompletableFuture<List<RerankOutcome>> all = held.rerankAllAsync(requests(3), 3);
    List<Call> calls = List.of(held.next(), held.next(), held.next());
    for (int i = 2; i >= 0; i--) {
      calls.get(i).answer(i);
    }

    List<Integer> marks =
        all.get(10, TimeUnit.SECONDS).stream().map(o -> o.orElseThrow().calls()).toList();
    assertThat(marks).containsExactly(0, 1, 2);
  }

  @Test
  void noMoreRankingsThanAllowedAreUnderWay() throws Exception {
    HeldReranker held = new HeldReranker();
    CompletableFuture<List<RerankOutcome>> all = held.rerankAllAsync(requests(6), 2);
    for (int i = 0; i < 6; i++) {
      held.next().answer(i);
    }

    assertThat(all.get(10, TimeUnit.SECONDS)).hasSize(6);
    assertThat(held.mostOpen).hasValue(2);
  }

  @Test
  void theNextRankingBeginsOnlyWhenOneIsDone() throws Exception {
    HeldReranker held = new HeldReranker();
    CompletableFuture<List<RerankOutcome>> all = held.rerankAllAsync(requests(3), 2);
    Call first = held.next();
    Call second = held.next();

    assertThat(held.started).isEmpty();
    first.answer(0);
    held.next().answer(2);
    assertThat(all).isNotDone();
    second.answer(1);
    assertThat(all.get(10, TimeUnit.SECONDS)).hasSize(3);
  }

  @Test
  void aFailureFailsItsOwnRequestAlone() {
    LlmException.Server broken = new LlmException.Server("broken", null);
    Reranker reranker =
        (user, candidates, deadline) ->
            user.id().equals("u1")
                ? CompletableFuture.failedFuture(broken)
                : CompletableFuture.completedFuture(Ranking.base(candidates));

    List<RerankOutcome> outcomes = reranker.rerankAll(requests(3), 2);

    assertThat(outcomes.get(0)).isInstanceOf(RerankOutcome.Success.class);
    assertThat(outcomes.get(1)).isEqualTo(new RerankOutcome.Failure(broken));
    assertThat(outcomes.get(2)).isInstanceOf(RerankOutcome.Success.class);
  }

  @Test
  void aThrownExceptionFailsItsOwnRequestAlone() {
    IllegalStateException thrown = new IllegalStateException("thrown");
    Reranker reranker =
        (user, candidates, deadline) -> {
          if (user.id().equals("u0")) {
            throw thrown;
          }
          return CompletableFuture.completedFuture(Ranking.base(candidates));
        };

    List<RerankOutcome> outcomes = reranker.rerankAll(requests(2), 1);

    assertThat(outcomes.get(0)).isEqualTo(new RerankOutcome.Failure(thrown));
    assertThat(outcomes.get(1)).isInstanceOf(RerankOutcome.Success.class);
  }

  @Test
  void concurrencyBelowOneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reranker.identity().rerankAll(requests(1), 0))
        .withMessage("Concurrency must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reranker.identity().rerankAllAsync(List.of(), -1))
        .withMessage("Concurrency must be at least 1, was -1");
  }

  @Test
  void noRequestsGiveNoOutcomes() {
    assertThat(Reranker.identity().rerankAll(List.of(), 4)).isEmpty();
  }

  @Test
  void tenThousandInstantAnswersDoNotOverflowTheStack() {
    List<RerankOutcome> outcomes = Reranker.identity().rerankAll(requests(10_000), 4);

    assertThat(outcomes).hasSize(10_000).allMatch(RerankOutcome.Success.class::isInstance);
  }

  @Test
  void tenThousandAnswersFromAnotherThreadNeitherOverflowTheStackNorStartAThreadEach() {
    ExecutorService answering = Executors.newSingleThreadExecutor();
    Set<Thread> asking = ConcurrentHashMap.newKeySet();
    Reranker reranker =
        (user, candidates, deadline) -> {
          asking.add(Thread.currentThread());
          return CompletableFuture.supplyAsync(() -> Ranking.base(candidates), answering);
        };
    try {
      assertThat(reranker.rerankAll(requests(10_000), 4)).hasSize(10_000);
    } finally {
      answering.shutdown();
    }
    assertThat(asking).hasSizeLessThan(100);
  }

  @Test
  void theThreadThatAnswersIsNotHeldByTheNextRanking() throws Exception {
    HeldReranker held = new HeldReranker();
    List<Thread> asking = new CopyOnWriteArrayList<>();
    Reranker reranker =
        (user, candidates, deadline) -> {
          asking.add(Thread.currentThread());
          return held.rerankAsync(user, candidates, deadline);
        };
    CompletableFuture<List<RerankOutcome>> all = reranker.rerankAllAsync(requests(2), 1);
    held.next().answer(0);
    held.next().answer(1);

    assertThat(all.get(10, TimeUnit.SECONDS)).hasSize(2);
    assertThat(asking.get(1)).isNotSameAs(Thread.currentThread());
  }

  @Test
  void ownObjectsComeBackInOrder() {
    record Product(String sku, String name) {
      Item asItem() {
        return Item.of(sku, name);
      }
    }
    List<Product> products =
        List.of(new Product("p1", "Lamp"), new Product("p2", "Chair"), new Product("p3", "Desk"));
    Reranker reversing = answering(2, 1, 0);

    assertThat(reversing.rerank(Fixtures.user("u"), products, Product::asItem))
        .extracting(Product::sku)
        .containsExactly("p3", "p2", "p1");
  }

  @Test
  void ownObjectsWithTheSameIdAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Reranker.identity()
                    .rerank(Fixtures.user("u"), List.of("a", "a"), text -> Item.of(text, text)))
        .withMessage("Candidate ids must differ: \"a\" is at positions 1 and 2");
  }

  @Test
  void aPassedDeadlineIsATimeoutAndCancelsTheRanking() throws Exception {
    HeldReranker held = new HeldReranker();

    assertThatThrownBy(
            () -> held.rerank(Fixtures.user("u"), ITEMS, Deadline.after(Duration.ofMillis(5))))
        .isInstanceOf(LlmException.Timeout.class);
    assertThat(held.next().future).isCancelled();
  }

  @Test
  void anInterruptIsACancellationAndTheFlagStaysSet() throws Exception {
    HeldReranker held = new HeldReranker();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> held.rerank(Fixtures.user("u"), ITEMS))
        .isInstanceOf(LlmException.Cancelled.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(held.next().future).isCancelled();
  }

  @Test
  void theFailureItselfIsThrownWithoutWrappers() {
    LlmException.Quota quota = new LlmException.Quota("used up", null);
    Reranker reranker = (user, candidates, deadline) -> CompletableFuture.failedFuture(quota);

    assertThatThrownBy(() -> reranker.rerank(Fixtures.user("u"), ITEMS)).isSameAs(quota);
  }

  @Test
  void rankingsWithoutADeadlineGetTheDefaultOne() {
    Reranker reranker =
        (user, candidates, deadline) -> {
          assertThat(deadline.remaining())
              .isBetween(Reranker.DEFAULT_TIMEOUT.minusSeconds(25), Reranker.DEFAULT_TIMEOUT);
          return CompletableFuture.completedFuture(Ranking.base(candidates));
        };

    assertThat(reranker.rerank(Fixtures.user("u"), ITEMS).items()).isEqualTo(ITEMS);
    assertThat(reranker.rerankAsync(Fixtures.user("u"), ITEMS).join().items()).isEqualTo(ITEMS);
  }

  @Test
  void theIdentityServesTheBaseOrderOnPurpose() {
    Ranking ranking = Reranker.identity().rerank(Fixtures.user("u"), ITEMS);

    assertThat(ranking.items()).isEqualTo(ITEMS);
    assertThat(ranking.source()).isEqualTo(Ranking.Source.BASE);
    assertThat(ranking.calls()).isZero();
  }

  private static Reranker answering(int... order) {
    return (user, candidates, deadline) ->
        CompletableFuture.completedFuture(
            Ranking.builder(candidates, Ranking.Source.LLM).order(order).build());
  }

  private static List<RerankRequest> requests(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new RerankRequest(Fixtures.user("u" + i), ITEMS))
        .toList();
  }

  /** One ranking under way, which the test answers. */
  private record Call(CompletableFuture<Ranking> future, AtomicInteger open) {
    /** Answers with a ranking that can be told by its number of calls. */
    void answer(int mark) {
      open.decrementAndGet();
      future.complete(Ranking.base(ITEMS).toBuilder().cost(mark, TokenUsage.NONE).build());
    }
  }

  /** A reranker whose rankings stay open until the test answers them. */
  private static final class HeldReranker implements Reranker {
    final BlockingQueue<Call> started = new LinkedBlockingQueue<>();
    final AtomicInteger mostOpen = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    @Override
    public CompletableFuture<Ranking> rerankAsync(
        User user, List<Item> candidates, Deadline deadline) {
      mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
      CompletableFuture<Ranking> future = new CompletableFuture<>();
      started.add(new Call(future, open));
      return future;
    }

    Call next() throws InterruptedException {
      Call call = started.poll(10, TimeUnit.SECONDS);
      assertThat(call).as("a ranking that was started").isNotNull();
      return call;
    }
  }
}
