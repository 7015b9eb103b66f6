package io.agp.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Price PRICE =
      new Price(new BigDecimal("2"), new BigDecimal("0.5"), new BigDecimal("10"), LocalDate.EPOCH);

  private static LlmRequest capped(String question) {
    return ModelDouble.request(question).withMaxOutputTokens(100);
  }

  private static Ledger ledger(Budget budget) {
    return Ledger.builder().budget(budget).price(PRICE).build();
  }

  private static Throwable failure(CompletableFuture<LlmResponse> call) {
    assertThat(call).isCompletedExceptionally();
    return call.handle((answer, failure) -> failure).join();
  }

  private static LlmException.LimitReached refused(CompletableFuture<LlmResponse> call) {
    return (LlmException.LimitReached) failure(call);
  }

  @Test
  void theCallBeyondTheLimitIsNotSent() {
    ModelDouble model = ModelDouble.answering(request -> "text");
    LlmClient limited = ledger(Budget.ofCalls(2)).client(model);
    limited.complete(capped("a"), Deadline.none());
    limited.complete(capped("b"), Deadline.none());

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> limited.complete(capped("c"), Deadline.none()))
          .isInstanceOf(LlmException.LimitReached.class)
          .hasMessage(
              "The limit of 2 calls is reached: spent 2, reserved 0, and the next call (OTHER)"
                  + " needs up to 1");
    }
    assertThat(model.requests).hasSize(2);
  }

  @Test
  void eachRoleHasItsCallsAndTokens() {
    Ledger ledger = ledger(Budget.UNLIMITED);
    LlmClient client = ledger.client(ModelDouble.answering(request -> "text"));
    for (LlmRole role : List.of(LlmRole.PROFILE, LlmRole.RERANK, LlmRole.RERANK)) {
      client.complete(LlmRequest.builder(role).user("a").build(), Deadline.none());
    }

    assertThat(ledger.byRole())
        .containsOnly(
            Map.entry(LlmRole.PROFILE, new Spending(1, TokenUsage.of(10, 5), TokenUsage.NONE)),
            Map.entry(LlmRole.RERANK, new Spending(2, TokenUsage.of(20, 10), TokenUsage.NONE)));
    assertThat(ledger.total()).isEqualTo(new Spending(3, TokenUsage.of(30, 15), TokenUsage.NONE));
    assertThat(ledger.cost(ledger.total()).orElseThrow()).isEqualByComparingTo("0.00021");
    assertThat(ledger.reserved()).isEqualTo(Spending.ZERO);
  }

  @Test
  void aCallThatDoesNotFitBesideThoseUnderWayWaitsUntilTheyEnded() {
    ModelDouble model = ModelDouble.silent();
    long most = TokenUsage.atMost(capped("a")).total();
    LlmClient limited = ledger(Budget.UNLIMITED.withMaxTokens(most + 15)).client(model);
    limited.completeAsync(capped("a"), Deadline.none());
    CompletableFuture<LlmResponse> second = limited.completeAsync(capped("b"), Deadline.none());
    CompletableFuture<LlmResponse> third = limited.completeAsync(capped("c"), Deadline.none());
    assertThat(model.calls).hasSize(1);

    model.calls.get(0).complete(ModelDouble.response("used 15"));
    assertThat(model.calls).hasSize(2);
    assertThat(third).isNotDone();

    model.calls.get(1).complete(ModelDouble.response("used 15"));
    assertThat(second).isCompleted();
    assertThat(refused(third))
        .hasMessage(
            "The limit of %d tokens is reached: spent 30, reserved 0, and the next call (OTHER)"
                + " needs up to %d",
            most + 15, most);
    assertThat(model.calls).hasSize(2);
  }

  @Test
  void moneyIsLimitedByWhatACallCanCostAtMost() {
    ModelDouble model = ModelDouble.answering(request -> "text");
    TokenUsage most = TokenUsage.atMost(capped("a"));
    BigDecimal first = PRICE.of(most);
    LlmClient limited = ledger(Budget.UNLIMITED.withMaxCostUsd(first)).client(model);
    limited.complete(capped("a"), Deadline.none());

    assertThatThrownBy(() -> limited.complete(capped("b"), Deadline.none()))
        .hasMessageStartingWith("The limit of " + first.toPlainString() + " USD is reached: spent")
        .hasMessageContaining("0.000070");
    assertThat(model.requests).hasSize(1);
  }

  @Test
  void limitsOnTokensNeedABoundOfTheOutputAndTheCapGivesOne() {
    ModelDouble model = ModelDouble.answering(request -> "text");
    LlmClient limited = ledger(Budget.UNLIMITED.withMaxTokens(10_000)).client(model);

    assertThatThrownBy(() -> limited.complete(ModelDouble.request("a"), Deadline.none()))
        .isInstanceOf(LlmException.Configuration.class)
        .hasMessageContaining("set the most output tokens");
    LlmClient bounded = new CappedLlmClient(limited, 50);
    bounded.complete(ModelDouble.request("a"), Deadline.none());
    bounded.complete(capped("a"), Deadline.none());
    assertThat(model.requests)
        .extracting(LlmRequest::maxOutputTokens)
        .containsExactly(OptionalInt.of(50), OptionalInt.of(100));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CappedLlmClient(model, 0))
        .withMessage("maxOutputTokens must be at least 1, was 0");
  }

  @Test
  void moneyWithoutAPriceIsUnknownAndCannotBeLimited() {
    Ledger free = Ledger.builder().build();
    free.client(ModelDouble.answering(request -> "a")).complete(capped("a"), Deadline.none());

    assertThat(free.cost(free.total())).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(
            () -> Ledger.builder().budget(Budget.UNLIMITED.withMaxCostUsd(BigDecimal.ONE)).build())
        .withMessage("A limit of 1 USD needs the model's price, and there is none");
  }

  @Test
  void whatWasSpentBeforeCountsAgainstTheLimit() {
    Spending before = new Spending(4, TokenUsage.of(40, 20), TokenUsage.NONE);
    Ledger ledger =
        Ledger.builder()
            .budget(Budget.ofCalls(5))
            .spentBefore(Map.of(LlmRole.EDIT, before))
            .build();
    LlmClient limited = ledger.client(ModelDouble.answering(request -> "text"));
    limited.complete(capped("a"), Deadline.none());

    assertThat(refused(limited.completeAsync(capped("b"), Deadline.none())).isFinal()).isTrue();
    assertThat(ledger.byRole()).containsEntry(LlmRole.EDIT, before);
    assertThat(ledger.total().calls()).isEqualTo(5);
  }

  @Test
  void storedAnswersCostNothing() {
    Ledger ledger = ledger(Budget.ofCalls(1));
    LlmClient stored =
        ledger.client(
            (request, deadline) ->
                CompletableFuture.completedFuture(ModelDouble.response("text").asCached()));
    for (int i = 0; i < 3; i++) {
      stored.complete(capped("a"), Deadline.none());
    }

    assertThat(ledger.total()).isEqualTo(Spending.ZERO);
  }

  @Test
  void retriesCountAsCallsAndAnAmbiguousOneAsTheMostItCanHaveUsed() {
    LlmAttempt lost = attempt(OptionalInt.empty(), true, Optional.empty());
    LlmAttempt busy = attempt(OptionalInt.of(429), false, Optional.empty());
    LlmAttempt good = attempt(OptionalInt.of(200), false, Optional.of(TokenUsage.of(7, 3)));
    LlmResponse answer =
        new LlmResponse(
            "text",
            TokenUsage.of(7, 3),
            "double",
            Optional.empty(),
            false,
            AnswerFormat.TEXT,
            List.of(lost, busy, good));
    Ledger ledger = ledger(Budget.UNLIMITED);
    ledger
        .client((request, deadline) -> CompletableFuture.completedFuture(answer))
        .complete(capped("a"), Deadline.none());

    assertThat(ledger.total())
        .isEqualTo(new Spending(3, TokenUsage.of(7, 3), TokenUsage.atMost(capped("a"))));
  }

  private static LlmAttempt attempt(
      OptionalInt status, boolean ambiguous, Optional<TokenUsage> usage) {
    return new LlmAttempt(
        1,
        status,
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        Duration.ZERO,
        ambiguous,
        usage);
  }

  @Test
  void aFailureThatTellsNothingCountsAsTheMostThatItCanHaveUsed() {
    Ledger ledger = ledger(Budget.UNLIMITED);
    LlmClient down = ledger.client(ModelDouble.failing(new LlmException.Server("down", null)));

    assertThatThrownBy(() -> down.complete(capped("a"), Deadline.none())).hasMessage("down");
    assertThat(ledger.total()).isEqualTo(Spending.atMost(capped("a")));
  }

  @Test
  void aClientThatThrowsLeavesNothingReserved() {
    Ledger ledger = ledger(Budget.UNLIMITED);
    LlmClient broken =
        ledger.client(
            (request, deadline) -> {
              throw new IllegalStateException("a bug");
            });

    assertThat(failure(broken.completeAsync(capped("a"), Deadline.none())))
        .isInstanceOf(IllegalStateException.class);
    assertThat(ledger.reserved()).isEqualTo(Spending.ZERO);
  }

  @Test
  void aCancelledCallThatWaitedIsNotSentAndLetsTheNextOneGo() {
    ModelDouble model = ModelDouble.silent();
    Ledger ledger = ledger(Budget.ofCalls(2));
    LlmClient limited = ledger.client(model);
    CompletableFuture<LlmResponse> first = limited.completeAsync(capped("a"), Deadline.none());
    limited.completeAsync(capped("b"), Deadline.none());
    CompletableFuture<LlmResponse> waits = limited.completeAsync(capped("c"), Deadline.none());
    waits.cancel(true);
    first.cancel(true);

    assertThat(model.calls.get(0)).isCancelled();
    assertThat(ledger.total().calls()).as("it may have been paid").isEqualTo(1);
    assertThat(ledger.reserved().calls()).isEqualTo(1);
    assertThat(model.calls).hasSize(2);
  }

  @Test
  void aCallWaitsNoLongerThanItsDeadline() {
    LlmClient limited = ledger(Budget.ofCalls(1)).client(ModelDouble.silent());
    limited.completeAsync(capped("a"), Deadline.none());

    assertThatThrownBy(
            limited.completeAsync(capped("b"), Deadline.after(Duration.ofMillis(1)))::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(LlmException.Timeout.class);
  }

  @Test
  void aLongQueueOfCallsThatAreAnsweredAtOnceNeedsNoStack() {
    CompletableFuture<LlmResponse> slow = new CompletableFuture<>();
    List<LlmRequest> sent = new ArrayList<>();
    Ledger ledger = ledger(Budget.UNLIMITED.withMaxTokens(TokenUsage.atMost(capped("a")).total()));
    LlmClient limited =
        ledger.client(
            (request, deadline) -> {
              sent.add(request);
              return sent.size() == 1
                  ? slow
                  : CompletableFuture.failedFuture(new LlmException.Configuration("no", null));
            });
    List<CompletableFuture<LlmResponse>> calls = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      calls.add(limited.completeAsync(capped("a"), Deadline.none()));
    }
    slow.completeExceptionally(new LlmException.Configuration("not sent", null));

    assertThat(sent).hasSize(5_000);
    assertThat(calls).allMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(ledger.total()).isEqualTo(Spending.ZERO);
  }

  @Test
  void negativeLimitsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Budget.ofCalls(-1))
        .withMessage("maxCalls must be at least 0, was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Budget.UNLIMITED.withMaxTokens(-2))
        .withMessage("maxTokens must be at least 0, was -2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Budget.UNLIMITED.withMaxCostUsd(new BigDecimal("-0.1")))
        .withMessage("maxCostUsd must be at least 0, was -0.1");
  }
}
