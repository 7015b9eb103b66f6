package io.agp.llm.openai;

import io.agp.llm.Price;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a model beyond how it is asked. What is not known is absent. Immutable and
 * thread-safe.
 *
 * @param contextTokens the most tokens of prompt and answer together; shown, not enforced
 * @param price what it costs, for the cost that an {@link io.agp.llm.LlmListener} is told
 * @param retirement the day from which its provider answers no more, by UTC
 * @param successor the model that its provider names in its place
 */
public record ModelFacts(
    OptionalLong contextTokens,
    Optional<Price> price,
    Optional<LocalDate> retirement,
    Optional<String> successor) {
  /** Nothing is known. */
  public static final ModelFacts NONE =
      new ModelFacts(OptionalLong.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Checks the values.
   *
   * @param contextTokens the most tokens of prompt and answer together
   * @param price what it costs
   * @param retirement the day from which its provider answers no more
   * @param successor the model that its provider names in its place
   * @throws IllegalArgumentException if {@code contextTokens} is less than 1
   */
  public ModelFacts {
    Objects.requireNonNull(price, "price");
    Objects.requireNonNull(retirement, "retirement");
    Objects.requireNonNull(successor, "successor");
    if (contextTokens.isPresent() && contextTokens.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "contextTokens must be at least 1, was " + contextTokens.getAsLong());
    }
  }

  /**
   * These facts with a price.
   *
   * @param known the price
   * @return a copy
   */
  public ModelFacts withPrice(Price known) {
    return new ModelFacts(contextTokens, Optional.of(known), retirement, successor);
  }

  /** These facts of a model that costs something else. */
  ModelFacts withoutPrice() {
    return new ModelFacts(contextTokens, Optional.empty(), retirement, successor);
  }

  /**
   * What a user of the model should be warned of.
   *
   * @param model the model's id
   * @param today the day, by UTC
   * @return a sentence that tells of the retirement, past or to come, and names the successor;
   *     empty if no retirement is known
   */
  public Optional<String> warning(String model, LocalDate today) {
    return retirement.map(
        day ->
            String.format(
                "%s %s shut down on %s; %s",
                model,
                day.isAfter(today) ? "will be" : "was",
                day,
                successor.map(next -> "its successor is " + next).orElse("no successor is known")));
  }
}
