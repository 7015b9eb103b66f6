package io.agp.llm;

import io.agp.concurrent.Futures;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Counts what another client is asked, by role. Put it around the client that pays (inside a cache,
 * not around it) and every count is a call. Thread-safe.
 */
public final class MeteredLlmClient implements LlmClient {
  /**
   * What one role, or all, used. Immutable and thread-safe.
   *
   * @param calls requests passed on
   * @param failures how many of them failed
   * @param usage the tokens, those of failed calls included as far as they were reported
   */
  public record Meter(long calls, long failures, TokenUsage usage) {
    /** Nothing yet. */
    public static final Meter ZERO = new Meter(0, 0, TokenUsage.NONE);

    /**
     * The sum of two.
     *
     * @param other another
     * @return the sum
     */
    public Meter plus(Meter other) {
      return new Meter(calls + other.calls, failures + other.failures, usage.plus(other.usage));
    }

    /**
     * What came since an earlier reading.
     *
     * @param earlier an earlier reading of the same meter
     * @return the difference
     * @throws IllegalArgumentException if {@code earlier} is the later one
     */
    public Meter minus(Meter earlier) {
      return new Meter(
          calls - earlier.calls, failures - earlier.failures, usage.minus(earlier.usage));
    }
  }

  private final LlmClient delegate;
  private final Map<LlmRole, Meter> meters = new EnumMap<>(LlmRole.class);

  /**
   * Wraps a client.
   *
   * @param delegate the client that is asked
   */
  public MeteredLlmClient(LlmClient delegate) {
    this.delegate = Objects.requireNonNull(delegate, "delegate");
  }

  @Override
  public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
    add(request.role(), new Meter(1, 0, TokenUsage.NONE));
    CompletableFuture<LlmResponse> call;
    try {
      call = delegate.completeAsync(request, deadline);
    } catch (RuntimeException e) {
      call = CompletableFuture.failedFuture(e);
    }
    // A future of its own: whoever has the answer finds it counted.
    CompletableFuture<LlmResponse> counted = new CompletableFuture<>();
    Futures.cancelWith(counted, call);
    call.whenComplete(
        (response, failure) -> {
          add(
              request.role(),
              failure == null
                  ? new Meter(0, 0, response.usage())
                  : new Meter(0, 1, usageOf(failure)));
          Futures.complete(counted, response, failure);
        });
    return counted;
  }

  private static TokenUsage usageOf(Throwable failure) {
    return Futures.unwrap(failure) instanceof LlmException told ? told.usage() : TokenUsage.NONE;
  }

  private void add(LlmRole role, Meter more) {
    synchronized (meters) {
      meters.merge(role, more, Meter::plus);
    }
  }

  /**
   * What one role used so far.
   *
   * @param role the role
   * @return its counts
   */
  public Meter of(LlmRole role) {
    synchronized (meters) {
      return meters.getOrDefault(role, Meter.ZERO);
    }
  }

  /**
   * What all roles used so far.
   *
   * @return the sum
   */
  public Meter total() {
    synchronized (meters) {
      return meters.values().stream().reduce(Meter.ZERO, Meter::plus);
    }
  }
}
