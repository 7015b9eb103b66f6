package io.agp.llm;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The most that may be spent. Immutable and thread-safe.
 *
 * @param maxCalls requests that are sent; at least 0, or empty for no limit
 * @param maxTokens input and output together; at least 0, or empty for no limit
 * @param maxCostUsd money in USD; at least 0, or empty for no limit
 */
public record Budget(
    OptionalLong maxCalls, OptionalLong maxTokens, Optional<BigDecimal> maxCostUsd) {
  /** No limit. */
  public static final Budget UNLIMITED =
      new Budget(OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

  /**
   * Checks the limits.
   *
   * @param maxCalls requests that are sent
   * @param maxTokens input and output together
   * @param maxCostUsd money in USD
   * @throws IllegalArgumentException if a limit is negative
   */
  public Budget {
    maxCalls.ifPresent(calls -> atLeastZero("maxCalls", calls));
    maxTokens.ifPresent(tokens -> atLeastZero("maxTokens", tokens));
    if (maxCostUsd.isPresent() && maxCostUsd.get().signum() < 0) {
      throw new IllegalArgumentException(
          "maxCostUsd must be at least 0, was " + maxCostUsd.get().toPlainString());
    }
  }

  private static void atLeastZero(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " must be at least 0, was " + value);
    }
  }

  /**
   * A budget of calls alone.
   *
   * @param calls requests that are sent; at least 0
   * @return the budget
   * @throws IllegalArgumentException if {@code calls} is negative
   */
  public static Budget ofCalls(long calls) {
    return UNLIMITED.withMaxCalls(calls);
  }

  /**
   * This budget with a limit on calls.
   *
   * @param calls requests that are sent; at least 0
   * @return the budget
   * @throws IllegalArgumentException if {@code calls} is negative
   */
  public Budget withMaxCalls(long calls) {
    return new Budget(OptionalLong.of(calls), maxTokens, maxCostUsd);
  }

  /**
   * This budget with a limit on tokens; requests then need a bound of their output.
   *
   * @param tokens input and output together; at least 0
   * @return the budget
   * @throws IllegalArgumentException if {@code tokens} is negative
   */
  public Budget withMaxTokens(long tokens) {
    return new Budget(maxCalls, OptionalLong.of(tokens), maxCostUsd);
  }

  /**
   * This budget with a limit on money; requests then need a bound of their output, and the ledger a
   * price.
   *
   * @param usd USD; at least 0
   * @return the budget
   * @throws IllegalArgumentException if {@code usd} is negative
   */
  public Budget withMaxCostUsd(BigDecimal usd) {
    return new Budget(maxCalls, maxTokens, Optional.of(usd));
  }

  /** Whether a call's tokens must be bounded. */
  boolean needsTokenBound() {
    return maxTokens.isPresent() || maxCostUsd.isPresent();
  }
}
