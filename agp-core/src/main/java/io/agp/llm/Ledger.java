package io.agp.llm;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one account of all roles: requests sent, tokens, money; and stops before the call that
 * would exceed a {@link Budget}.
 *
 * <pre>{@code
 * Ledger ledger =
 *     Ledger.builder().budget(Budget.ofCalls(5000).withMaxTokens(2_000_000)).build();
 * OpenAiLlmClient llm =
 *     OpenAiLlmClient.builder()
 *         .apiKey(key)
 *         .baseUrl(url)
 *         .model("gpt-6-luna")
 *         .retryGate(ledger.retries())
 *         .build();
 * LlmClient limited = new CappedLlmClient(ledger.client(llm), 1000);
 * }</pre>
 *
 * <p>Before a call is sent, the most that it can use is reserved: one request; for each byte of its
 * messages (in UTF-8) and schema a token, and some for the form around them, as a byte-level
 * vocabulary has no token of less than a byte; and the most output tokens that it asks for. When it
 * ended, what it used takes the reservation's place. A call that does not fit beside those under
 * way waits until they ended, in the order of arrival, as long as its deadline lasts. It fails with
 * {@link LlmException.LimitReached} if it does not fit while none is under way.
 *
 * <p>A client's retries are requests too: one that asks {@link #retries()} before each never
 * exceeds a limit by them, and fails where no other fits beside those under way. One that does not
 * ask, but keeps a log of its attempts, may exceed a limit by the retries of the calls under way. A
 * provider that ignores the bound of the output may exceed a limit by that call. Requests that may
 * have been paid and told no usage count as the most that they can have used.
 *
 * <p>Put it inside caches and a {@link Journal}: what these answer costs nothing. Thread-safe.
 */
public final class Ledger {
  private final Budget budget;
  private final Optional<Price> price;
  private final Map<LlmRole, Spending> spent = new EnumMap<>(LlmRole.class);
  private final Deque<Waiting> queue = new ArrayDeque<>();

  /** The calls under way, by their request's identity, with the requests reserved for each. */
  private final IdentityHashMap<LlmRequest, Integer> underWay = new IdentityHashMap<>();

  private Spending total = Spending.ZERO;
  private Spending reserved = Spending.ZERO;
  private boolean admitting;

  /** A call that has not been sent yet. */
  private record Waiting(LlmRole role, Spending bound, CompletableFuture<Void> gate) {}

  private Ledger(Builder builder) {
    this.budget = builder.budget;
    this.price = builder.price;
    builder.before.forEach(this::add);
  }

  /**
   * Starts a ledger.
   *
   * @return a builder with the defaults named there
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A client whose calls are in this ledger; there may be several.
   *
   * @param delegate the client that is asked
   * @return the client. A call without a bound of its output fails with {@link
   *     LlmException.Configuration} if tokens or money are limited
   */
  public LlmClient client(LlmClient delegate) {
    return new LedgerLlmClient(this, Objects.requireNonNull(delegate, "delegate"));
  }

  /**
   * What was spent so far, calls that have ended alone.
   *
   * @return for each role that was asked; a copy
   */
  public synchronized Map<LlmRole, Spending> byRole() {
    return new EnumMap<>(spent);
  }

  /**
   * What all roles spent so far, calls that have ended alone.
   *
   * @return the sum
   */
  public synchronized Spending total() {
    return total;
  }

  /**
   * What the calls under way may use.
   *
   * @return the sum of their upper bounds
   */
  public synchronized Spending reserved() {
    return reserved;
  }

  /**
   * What a spending costs.
   *
   * @param spending the spending; what is assumed counts as not cached
   * @return USD; empty if there is no price
   */
  public Optional<BigDecimal> cost(Spending spending) {
    return price.map(known -> known.of(spending.usage()).add(known.atMost(spending.assumed())));
  }

  /**
   * What a client of this ledger asks before it repeats a request. Requests that did not come
   * through {@link #client} are not this ledger's, and pass.
   *
   * @return the gate
   */
  public RetryGate retries() {
    return this::reserveRetry;
  }

  private synchronized Optional<String> reserveRetry(LlmRequest request) {
    if (!underWay.containsKey(request)) {
      return Optional.empty();
    }
    Spending bound = Spending.atMost(request);
    Optional<String> obstacle = obstacle(request.role(), bound);
    if (obstacle.isEmpty()) {
      reserved = reserved.plus(bound);
      underWay.merge(request, 1, Integer::sum);
    }
    return obstacle;
  }

  /** Says that a call goes out, with a request that is no other call's object. */
  synchronized void send(LlmRequest request) {
    underWay.put(request, 1);
  }

  /** The reservation of a call, when it may be sent; the caller settles it. */
  CompletableFuture<Void> reserve(LlmRequest request, Deadline deadline) {
    if (budget.needsTokenBound() && request.maxOutputTokens().isEmpty()) {
      return CompletableFuture.failedFuture(
          new LlmException.Configuration(
              "A limit on tokens or money needs a bound of each answer, and this request ("
                  + request.role()
                  + ") has none: set the most output tokens",
              null));
    }
    CompletableFuture<Void> gate = new CompletableFuture<>();
    synchronized (this) {
      queue.add(new Waiting(request.role(), Spending.atMost(request), gate));
    }
    admit();
    if (!gate.isDone() && !deadline.isNone()) {
      gate.orTimeout(Math.max(0, deadline.remaining().toNanos()), TimeUnit.NANOSECONDS);
    }
    return gate;
  }

  /** Puts what a call used in the place of what was reserved for it. */
  void settle(LlmRequest request, Spending used) {
    synchronized (this) {
      Integer requests = underWay.remove(request);
      for (int sent = 0; sent < (requests == null ? 1 : requests); sent++) {
        reserved = reserved.minus(Spending.atMost(request));
      }
      add(request.role(), used);
    }
    admit();
  }

  private void add(LlmRole role, Spending more) {
    spent.merge(role, more, Spending::plus);
    total = total.plus(more);
  }

  /**
   * Lets go whoever can. One thread at a time does, and it looks again after each: a client that
   * answers at once settles in between, without a stack that grows with the queue.
   */
  void admit() {
    synchronized (this) {
      if (admitting) {
        return;
      }
      admitting = true;
    }
    for (Runnable next = next(); next != null; next = next()) {
      next.run();
    }
  }

  private synchronized @Nullable Runnable next() {
    queue.removeIf(waiting -> waiting.gate().isDone());
    Waiting first = queue.peek();
    Optional<String> obstacle =
        first == null ? Optional.empty() : obstacle(first.role(), first.bound());
    if (first == null || (obstacle.isPresent() && reserved.calls() > 0)) {
      admitting = false;
      return null;
    }
    queue.remove();
    if (obstacle.isPresent()) {
      return () ->
          first.gate().completeExceptionally(new LlmException.LimitReached(obstacle.get(), null));
    }
    reserved = reserved.plus(first.bound());
    return () -> open(first);
  }

  private void open(Waiting admitted) {
    if (!admitted.gate().complete(null)) {
      synchronized (this) {
        reserved = reserved.minus(admitted.bound());
      }
    }
  }

  /** The limit that a call would exceed beside those under way. */
  private Optional<String> obstacle(LlmRole role, Spending bound) {
    Optional<String> calls =
        obstacle(role, "calls", budget.maxCalls(), total.calls(), reserved.calls(), bound.calls());
    return calls
        .or(
            () ->
                obstacle(
                    role,
                    "tokens",
                    budget.maxTokens(),
                    total.tokens(),
                    reserved.tokens(),
                    bound.tokens()))
        .or(() -> budget.maxCostUsd().flatMap(limit -> tooExpensive(role, limit, bound)));
  }

  private static Optional<String> obstacle(
      LlmRole role, String what, OptionalLong limit, long spent, long reserved, long needed) {
    return limit.isPresent() && spent + reserved + needed > limit.getAsLong()
        ? Optional.of(message(role, limit.getAsLong() + " " + what, spent, reserved, needed))
        : Optional.empty();
  }

  private Optional<String> tooExpensive(LlmRole role, BigDecimal limit, Spending bound) {
    BigDecimal paid = cost(total).orElseThrow();
    BigDecimal underWay = cost(reserved).orElseThrow();
    BigDecimal needed = cost(bound).orElseThrow();
    return paid.add(underWay).add(needed).compareTo(limit) > 0
        ? Optional.of(
            message(
                role,
                limit.toPlainString() + " USD",
                paid.toPlainString(),
                underWay.toPlainString(),
                needed.toPlainString()))
        : Optional.empty();
  }

  private static String message(
      LlmRole role, String limit, Object spent, Object reserved, Object needed) {
    return String.format(
        "The limit of %s is reached: spent %s, reserved %s, and the next call (%s) needs up to %s",
        limit, spent, reserved, role, needed);
  }

  /** Builds a {@link Ledger}. Not thread-safe. */
  public static final class Builder {
    private Budget budget = Budget.UNLIMITED;
    private Optional<Price> price = Optional.empty();
    private final Map<LlmRole, Spending> before = new EnumMap<>(LlmRole.class);

    private Builder() {}

    /**
     * Sets the limits; default: none.
     *
     * @param budget the limits
     * @return this builder
     */
    public Builder budget(Budget budget) {
      this.budget = Objects.requireNonNull(budget, "budget");
      return this;
    }

    /**
     * Sets what tokens cost; default: unknown.
     *
     * @param price the model's price
     * @return this builder
     */
    public Builder price(Price price) {
      this.price = Optional.of(price);
      return this;
    }

    /**
     * Sets what was spent before, by the run that goes on; default: nothing.
     *
     * @param spent for each role, as {@link Journal#spent()} tells it
     * @return this builder
     */
    public Builder spentBefore(Map<LlmRole, Spending> spent) {
      before.clear();
      before.putAll(spent);
      return this;
    }

    /**
     * Builds the ledger.
     *
     * @return the ledger
     * @throws IllegalStateException if money is limited and there is no price
     */
    public Ledger build() {
      if (budget.maxCostUsd().isPresent() && price.isEmpty()) {
        throw new IllegalStateException(
            "A limit of "
                + budget.maxCostUsd().get().toPlainString()
                + " USD needs the model's price, and there is none");
      }
      return new Ledger(this);
    }
  }
}
