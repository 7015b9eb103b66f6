package io.agp.llm.openai;

import io.agp.llm.TokenUsage;
import java.time.LocalDate;
import java.util.Objects;

/**
 * What a model costs, as its provider published it on a day. Immutable and thread-safe.
 *
 * @param input US dollars for a million tokens of prompts; at least 0
 * @param cachedInput US dollars for a million tokens of prompts that the provider read from its
 *     cache; at least 0
 * @param output US dollars for a million tokens of answers, reasoning included; at least 0
 * @param asOf the day the price was looked up
 */
public record ModelPrice(double input, double cachedInput, double output, LocalDate asOf) {
  private static final double MILLION = 1e6;

  /**
   * Checks the values.
   *
   * @param input US dollars for a million tokens of prompts
   * @param cachedInput US dollars for a million cached tokens of prompts
   * @param output US dollars for a million tokens of answers
   * @param asOf the day the price was looked up
   * @throws IllegalArgumentException if a price is negative or not finite
   */
  public ModelPrice {
    check("input", input);
    check("cachedInput", cachedInput);
    check("output", output);
    Objects.requireNonNull(asOf, "asOf");
  }

  private static void check(String name, double price) {
    if (!(price >= 0 && Double.isFinite(price))) {
      throw new IllegalArgumentException(
          "The price \"" + name + "\" must be finite and at least 0, was " + price);
    }
  }

  /**
   * The cost of a usage: {@code ((input - cachedInput) · i + cachedInput · c + output · o) / 10^6}.
   *
   * @param usage the tokens
   * @return US dollars
   */
  public double of(TokenUsage usage) {
    long cached = Math.min(usage.cachedInput(), usage.input());
    return ((usage.input() - cached) * input + cached * cachedInput + usage.output() * output)
        / MILLION;
  }
}
