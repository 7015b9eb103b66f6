package io.agp.llm;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;

/**
 * What a model's tokens cost, in USD per million. Immutable and thread-safe.
 *
 * @param input tokens of the prompt that were not cached; at least 0
 * @param cachedInput tokens of the prompt that the provider read from its prefix cache; at least 0
 * @param output tokens of the answer, reasoning included; at least 0
 * @param asOf the day from which it is known to hold
 */
public record Price(BigDecimal input, BigDecimal cachedInput, BigDecimal output, LocalDate asOf) {
  private static final int MILLION = 6;

  /**
   * Checks the prices.
   *
   * @param input tokens of the prompt that were not cached
   * @param cachedInput tokens of the prompt that were cached
   * @param output tokens of the answer
   * @param asOf the day from which it is known to hold
   * @throws IllegalArgumentException if a price is negative
   */
  public Price {
    Objects.requireNonNull(asOf, "asOf");
    if (input.signum() < 0 || cachedInput.signum() < 0 || output.signum() < 0) {
      throw new IllegalArgumentException(
          String.format(
              "Prices must not be negative: input %s, cachedInput %s, output %s",
              input, cachedInput, output));
    }
  }

  /**
   * What tokens cost: {@code ((input - cached) · i + cached · c + output · o) / 10^6}.
   *
   * @param usage the tokens; cached ones beyond the input count as no more than the input
   * @return USD, exact
   */
  public BigDecimal of(TokenUsage usage) {
    long cached = Math.min(usage.cachedInput(), usage.input());
    return input
        .multiply(BigDecimal.valueOf(usage.input() - cached))
        .add(cachedInput.multiply(BigDecimal.valueOf(cached)))
        .add(output.multiply(BigDecimal.valueOf(usage.output())))
        .movePointLeft(MILLION);
  }

  /**
   * The most that tokens can cost, wherever the provider's cache has them.
   *
   * @param bound an upper bound of the tokens
   * @return USD, exact
   */
  BigDecimal atMost(TokenUsage bound) {
    return new Price(input.max(cachedInput), input.max(cachedInput), output, asOf).of(bound);
  }
}
