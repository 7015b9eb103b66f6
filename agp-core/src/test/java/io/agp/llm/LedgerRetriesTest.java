package io.agp.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Requests that a client repeats, as the ledger's limits see them. */
class LedgerRetriesTest {
  private static final LlmRequest ASKED = ModelDouble.request("a").withMaxOutputTokens(100);
  private static final Spending MOST = Spending.atMost(ASKED);

  private final ModelDouble model = ModelDouble.silent();

  private static Ledger ledger(Budget budget) {
    Price price =
        new Price(new BigDecimal(2), new BigDecimal(1), new BigDecimal(10), LocalDate.EPOCH);
    return Ledger.builder().budget(budget).price(price).build();
  }

  private CompletableFuture<LlmResponse> send(Ledger ledger) {
    return ledger.client(model).completeAsync(ASKED, Deadline.none());
  }

  /** The request as the client was given it. */
  private LlmRequest sent(int call) {
    return model.requests.get(call);
  }

  private static LlmException attempts(int number) {
    List<LlmAttempt> log = new ArrayList<>();
    for (int i = 1; i <= number; i++) {
      log.add(
          new LlmAttempt(
              i,
              OptionalInt.of(503),
              Optional.empty(),
              Optional.empty(),
              Duration.ZERO,
              Duration.ZERO,
              false,
              Optional.empty()));
    }
    return new LlmException.Server("busy", details(log), null);
  }

  private static LlmException.Details details(List<LlmAttempt> log) {
    return new LlmException.Details(
        OptionalInt.of(503),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        log.size(),
        log,
        Optional.empty());
  }

  @Test
  void aRetryIsReservedBesideItsCallUntilThatHasEnded() {
    Ledger ledger = ledger(Budget.ofCalls(3));
    send(ledger);

    assertThat(ledger.retries().refusal(sent(0))).isEmpty();
    assertThat(ledger.reserved()).isEqualTo(MOST.plus(MOST));

    model.calls.get(0).completeExceptionally(attempts(2));
    assertThat(ledger.reserved()).isEqualTo(Spending.ZERO);
    assertThat(ledger.total().calls()).isEqualTo(2);
  }

  @Test
  void aRetryBeyondTheLimitIsRefusedWithTheLimitAndReservesNothing() {
    Ledger ledger = ledger(Budget.ofCalls(1));
    send(ledger);

    assertThat(ledger.retries().refusal(sent(0)))
        .contains(
            "The limit of 1 calls is reached: spent 0, reserved 1, and the next call (OTHER)"
                + " needs up to 1");
    assertThat(ledger.reserved()).isEqualTo(MOST);
  }

  @Test
  void tokensAndMoneyOfARetryAreReservedAsWell() {
    long tokens = MOST.tokens();
    Ledger byTokens = ledger(Budget.UNLIMITED.withMaxTokens(2 * tokens));
    send(byTokens);
    assertThat(byTokens.retries().refusal(sent(0))).isEmpty();
    assertThat(byTokens.retries().refusal(sent(0)).orElseThrow())
        .startsWith("The limit of " + 2 * tokens + " tokens is reached: spent 0");

    BigDecimal once = byTokens.cost(MOST).orElseThrow();
    Ledger byMoney = ledger(Budget.UNLIMITED.withMaxCostUsd(once));
    send(byMoney);
    assertThat(byMoney.retries().refusal(sent(1)).orElseThrow())
        .startsWith("The limit of " + once.toPlainString() + " USD is reached: spent 0");
  }

  @Test
  void aRetryThatTurnedOutNotToBeSentIsGivenBack() {
    Ledger ledger = ledger(Budget.ofCalls(2));
    send(ledger);
    ledger.retries().refusal(sent(0));
    model.calls.get(0).completeExceptionally(attempts(1));

    assertThat(ledger.total().calls()).isEqualTo(1);
    send(ledger);
    assertThat(model.requests).as("there is room for one more").hasSize(2);
  }

  @Test
  void aCancelledCallGivesItsRetriesBack() {
    Ledger ledger = ledger(Budget.ofCalls(3));
    CompletableFuture<LlmResponse> call = send(ledger);
    ledger.retries().refusal(sent(0));
    call.cancel(true);

    assertThat(ledger.reserved()).isEqualTo(Spending.ZERO);
    assertThat(ledger.total()).as("it may have been paid").isEqualTo(MOST);
  }

  @Test
  void equalRequestsAreToldApart() {
    Ledger ledger = ledger(Budget.ofCalls(4));
    send(ledger);
    send(ledger);
    assertThat(sent(0)).isEqualTo(sent(1)).isNotSameAs(sent(1));
    ledger.retries().refusal(sent(0));
    model.calls.get(1).complete(ModelDouble.response("text"));

    assertThat(ledger.reserved()).as("the first call with its retry").isEqualTo(MOST.plus(MOST));
  }

  @Test
  void requestsOfOthersPass() {
    Ledger ledger = ledger(Budget.ofCalls(0));

    assertThat(ledger.retries().refusal(ASKED)).isEmpty();
    assertThat(ledger.reserved()).isEqualTo(Spending.ZERO);
  }

  @Test
  void aCallThatWaitsGoesWhenARetryWasNotNeeded() {
    Ledger ledger = ledger(Budget.ofCalls(2));
    send(ledger);
    ledger.retries().refusal(sent(0));
    CompletableFuture<LlmResponse> waits = send(ledger);
    assertThat(model.requests).hasSize(1);
    model.calls.get(0).completeExceptionally(attempts(1));

    assertThat(model.requests).hasSize(2);
    assertThat(waits).isNotDone();
  }

  @Test
  void sixteenThreadsThatRepeatAllTheTimeSendExactlyTheLimit() throws InterruptedException {
    int limit = 500;
    AtomicInteger sent = new AtomicInteger();
    Ledger ledger = ledger(Budget.ofCalls(limit));
    LlmClient repeating =
        ledger.client(
            (request, deadline) -> {
              int number = 1;
              sent.incrementAndGet();
              while (number < 4 && ledger.retries().refusal(request).isEmpty()) {
                number++;
                sent.incrementAndGet();
              }
              return CompletableFuture.failedFuture(attempts(number));
            });
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    ExecutorService threads = Executors.newFixedThreadPool(16);
    for (int i = 0; i < 400; i++) {
      threads.execute(
          () ->
              repeating
                  .completeAsync(ASKED, Deadline.none())
                  .whenComplete((answer, failure) -> failures.add(failure)));
    }
    threads.shutdown();

    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(sent).hasValue(limit);
    assertThat(ledger.total().calls()).isEqualTo(limit);
    assertThat(ledger.reserved()).isEqualTo(Spending.ZERO);
    assertThat(failures).hasSize(400).hasAtLeastOneElementOfType(LlmException.LimitReached.class);
  }

  @Test
  void aTextThatIsLongerThanItsBoundAllowsCountsAsCutOff() {
    String fits = "x".repeat(10 * CappedLlmClient.BYTES_PER_TOKEN);
    LlmClient capped = new CappedLlmClient(ModelDouble.answering(LlmRequest::prompt), 10);

    assertThat(capped.complete(ModelDouble.request(fits), Deadline.none()).text()).isEqualTo(fits);
    for (String tooLong : List.of(fits + "x", fits.replaceFirst("x", "\n"), "\u4e2d".repeat(27))) {
      assertThatThrownBy(() -> capped.complete(ModelDouble.request(tooLong), Deadline.none()))
          .isInstanceOf(LlmException.Truncated.class)
          .hasMessage(
              "The answer has 81 bytes and may have 80, 8 for each token that was asked for at"
                  + " most");
    }
  }
}
