package io.agp.testkit;

import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmException.Details;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model that is slow, fails and talks nonsense as often as it is told to, in front of another
 * model.
 *
 * <p>What happens to a call depends on the seed, the request and how many times this request was
 * asked before, so concurrency does not change it, and a retry may succeed. Thread-safe. It
 * remembers every request for as long as it lives.
 */
public final class FaultyLlmClient implements LlmClient {
  private static final List<String> GARBAGE =
      List.of(
          "",
          "   \n\n ",
          "lorem ipsum dolor sit amet consectetur",
          "}{][ \u0000 \uFFFD ,,, \"",
          "undefined",
          "<html><body><h1>It works</h1></body></html>",
          "ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha",
          "{\"ranking\": [");

  private final LlmClient delegate;
  private final long seed;
  private final double failureRate;
  private final double garbageRate;
  private final List<Supplier<? extends LlmException>> failures;
  private final @Nullable Delays delays;
  private final Map<LlmRequest, AtomicInteger> timesAsked = new ConcurrentHashMap<>();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong garbled = new AtomicLong();

  /** How long answers take, and who waits. */
  private record Delays(ScheduledExecutorService scheduler, DoubleFunction<Duration> quantile) {}

  private FaultyLlmClient(Builder builder) {
    this.delegate = builder.delegate;
    this.seed = builder.seed;
    this.failureRate = builder.failureRate;
    this.garbageRate = builder.garbageRate;
    this.failures = builder.failures.isEmpty() ? usualFailures() : List.copyOf(builder.failures);
    this.delays = builder.delays;
  }

  private static List<Supplier<? extends LlmException>> usualFailures() {
    Details busy =
        new Details(
            OptionalInt.of(429),
            Optional.of("rate_limit_exceeded"),
            Optional.empty(),
            Optional.of(Duration.ofSeconds(1)),
            1);
    Details down =
        new Details(OptionalInt.of(503), Optional.empty(), Optional.empty(), Optional.empty(), 1);
    return List.of(
        () -> new LlmException.RateLimited("Simulated: too many calls", busy, null),
        () -> new LlmException.Server("Simulated: the server is overloaded", down, null),
        () -> new LlmException.Transport("Simulated: the connection was reset", null),
        () -> new LlmException.Timeout("Simulated: the attempt took too long", null),
        () -> new LlmException.MalformedResponse("Simulated: the answer is no JSON", null),
        () -> new LlmException.Refused("Simulated: a filter declined", null),
        () -> new LlmException.Truncated("Simulated: cut off at the token bound", null));
  }

  /**
   * Starts a faulty model.
   *
   * @param delegate the model that answers when nothing goes wrong
   * @return a builder without any fault
   */
  public static Builder builder(LlmClient delegate) {
    return new Builder(delegate);
  }

  /**
   * Answers, fails or talks nonsense. Cancelling the future stops the wait and the call behind it.
   *
   * @param request the request
   * @param deadline if it comes before the delay is over, the call fails then
   * @return the answer or the failure
   */
  @Override
  public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
    calls.incrementAndGet();
    int time = timesAsked.computeIfAbsent(request, key -> new AtomicInteger()).incrementAndGet();
    String salt = request.schema() + " " + request.maxOutputTokens() + " " + time;
    Draws draws = Draws.of(seed, request.messages(), salt);
    double wait = draws.uniform();
    Supplier<CompletableFuture<LlmResponse>> outcome = outcome(request, deadline, draws);
    return delays == null
        ? outcome.get()
        : later(delays, delays.quantile.apply(wait), deadline, outcome);
  }

  private Supplier<CompletableFuture<LlmResponse>> outcome(
      LlmRequest request, Deadline deadline, Draws draws) {
    double fate = draws.uniform();
    if (fate < failureRate) {
      LlmException failure = draws.pick(failures).get();
      return () -> {
        failed.incrementAndGet();
        return CompletableFuture.failedFuture(failure);
      };
    }
    if (fate < failureRate + garbageRate) {
      LlmResponse garbage = LlmResponse.of(draws.pick(GARBAGE));
      return () -> {
        garbled.incrementAndGet();
        return CompletableFuture.completedFuture(garbage);
      };
    }
    return () -> delegate.completeAsync(request, deadline);
  }

  private static CompletableFuture<LlmResponse> later(
      Delays delays,
      Duration delay,
      Deadline deadline,
      Supplier<CompletableFuture<LlmResponse>> outcome) {
    CompletableFuture<LlmResponse> result = new CompletableFuture<>();
    boolean tooLate = delay.compareTo(deadline.remaining()) >= 0;
    Duration wait = tooLate ? deadline.remaining() : delay;
    Runnable end =
        tooLate
            ? () ->
                result.completeExceptionally(
                    new LlmException.Timeout(
                        "Simulated: the deadline came before the answer", null))
            : () -> pass(outcome, result);
    try {
      ScheduledFuture<?> task =
          delays.scheduler.schedule(end, wait.toNanos(), TimeUnit.NANOSECONDS);
      result.whenComplete((answer, failure) -> task.cancel(false));
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  private static void pass(
      Supplier<CompletableFuture<LlmResponse>> outcome, CompletableFuture<LlmResponse> result) {
    if (result.isDone()) {
      return;
    }
    CompletableFuture<LlmResponse> inner = outcome.get();
    inner.whenComplete(
        (answer, failure) -> {
          if (failure != null) {
            result.completeExceptionally(failure);
          } else {
            result.complete(answer);
          }
        });
    result.whenComplete(
        (answer, failure) -> {
          if (result.isCancelled()) {
            inner.cancel(true);
          }
        });
  }

  /**
   * How many calls came.
   *
   * @return at least 0
   */
  public long calls() {
    return calls.get();
  }

  /**
   * How many calls failed by chance; failures of the model behind are not counted.
   *
   * @return at least 0
   */
  public long failures() {
    return failed.get();
  }

  /**
   * How many calls were answered with garbage.
   *
   * @return at least 0
   */
  public long garbageAnswers() {
    return garbled.get();
  }

  /** Builds a {@link FaultyLlmClient}. Not thread-safe. */
  public static final class Builder {
    private final LlmClient delegate;
    private final List<Supplier<? extends LlmException>> failures = new ArrayList<>();
    private long seed;
    private double failureRate;
    private double garbageRate;
    private @Nullable Delays delays;

    private Builder(LlmClient delegate) {
      this.delegate = Objects.requireNonNull(delegate, "delegate");
    }

    /**
     * Sets what chance depends on; default: 0.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Sets how often a call fails; default: 0.
     *
     * @param rate 0..1; with the garbage rate at most 1
     * @return this builder
     */
    public Builder failureRate(double rate) {
      this.failureRate = rate;
      return this;
    }

    /**
     * Adds a kind of failure; each kind is as likely as the others. Default, if none is added: rate
     * limit, server error, broken connection, timeout, malformed response, refusal, truncation.
     *
     * @param failure makes the failure; a new one for each call
     * @return this builder
     */
    public Builder failWith(Supplier<? extends LlmException> failure) {
      failures.add(Objects.requireNonNull(failure, "failure"));
      return this;
    }

    /**
     * Sets how often a call is answered with a text that makes no sense: empty, broken JSON, HTML,
     * babble; default: 0.
     *
     * @param rate 0..1; with the failure rate at most 1
     * @return this builder
     */
    public Builder garbageRate(double rate) {
      this.garbageRate = rate;
      return this;
    }

    /**
     * Sets how long calls take; default: no delay, and no thread is used.
     *
     * @param scheduler waits, and then asks the model behind; the caller shuts it down
     * @param quantile the delay below which a share of [0, 1) of the calls stays, for example
     *     {@code share -> Duration.ofMillis(Math.round(200 * share))} for evenly spread delays
     * @return this builder
     */
    public Builder delays(ScheduledExecutorService scheduler, DoubleFunction<Duration> quantile) {
      this.delays =
          new Delays(
              Objects.requireNonNull(scheduler, "scheduler"),
              Objects.requireNonNull(quantile, "quantile"));
      return this;
    }

    /**
     * Builds the model.
     *
     * @return the model
     * @throws IllegalArgumentException if a rate is not within 0..1, or their sum above 1
     */
    public FaultyLlmClient build() {
      check("failureRate", failureRate);
      check("garbageRate", garbageRate);
      check("failureRate + garbageRate", failureRate + garbageRate);
      return new FaultyLlmClient(this);
    }

    private static void check(String name, double rate) {
      if (!(rate >= 0 && rate <= 1)) {
        throw new IllegalArgumentException(name + " must be within 0..1, was " + rate);
      }
    }
  }
}
