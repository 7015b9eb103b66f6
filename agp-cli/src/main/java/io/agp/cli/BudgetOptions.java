package io.agp.cli;

import io.agp.llm.Budget;
import io.agp.llm.Ledger;
import io.agp.llm.LlmRole;
import io.agp.llm.Price;
import io.agp.llm.PriceList;
import io.agp.llm.Spending;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What may be spent, and what tokens cost. */
final class BudgetOptions {
  private static final int DEFAULT_MAX_OUTPUT_TOKENS = 4096;

  @Option(
      names = "--max-calls",
      paramLabel = "N",
      description =
          "Stop before the request beyond this number, with exit code 4. What the run sent before"
              + " counts, answers from a journal do not. Default: no limit.")
  @Nullable Long maxCalls;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description =
          "Stop before the call that could exceed this number of tokens, input and output together."
              + " Default: no limit.")
  @Nullable Long maxTokens;

  @Option(
      names = "--max-cost-usd",
      paramLabel = "USD",
      description =
          "Stop before the call that could exceed this cost; needs a price. Default: no limit.")
  @Nullable BigDecimal maxCostUsd;

  @Option(
      names = "--max-output-tokens",
      paramLabel = "N",
      description =
          "The most tokens of an answer, reasoning included. A longer answer is cut off and counts as"
              + " failed. Default: the provider's own bound; 4096 for what begins with --max-tokens"
              + " or --max-cost-usd.")
  @Nullable Integer maxOutputTokens;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description =
          "A dated JSON list of prices. A model that is not in it has the price that agp models"
              + " shows, or none, and then its cost is unknown.")
  @Nullable Path prices;

  /**
   * Bounds answers where a limit needs it. Only where something begins: a run that goes on asks for
   * answers as long as before, whatever its limits are now.
   */
  void boundAnswers() {
    if (isBounded() && maxOutputTokens == null) {
      maxOutputTokens = DEFAULT_MAX_OUTPUT_TOKENS;
    }
  }

  private boolean isBounded() {
    return maxTokens != null || maxCostUsd != null;
  }

  /** Refuses limits that cannot be kept. */
  void check() {
    if (isBounded() && maxOutputTokens == null) {
      throw new IllegalArgumentException(
          "--max-tokens and --max-cost-usd need --max-output-tokens N: without it nobody can say"
              + " what a call costs at most");
    }
    if (maxOutputTokens != null && maxOutputTokens < 1) {
      throw new IllegalArgumentException(
          "--max-output-tokens must be at least 1, was " + maxOutputTokens);
    }
    notNegative("--max-calls", maxCalls == null ? BigDecimal.ZERO : BigDecimal.valueOf(maxCalls));
    notNegative(
        "--max-tokens", maxTokens == null ? BigDecimal.ZERO : BigDecimal.valueOf(maxTokens));
    notNegative("--max-cost-usd", maxCostUsd == null ? BigDecimal.ZERO : maxCostUsd);
  }

  private static void notNegative(String option, BigDecimal value) {
    if (value.signum() < 0) {
      throw new IllegalArgumentException(
          option + " must be at least 0, was " + value.toPlainString());
    }
  }

  /** The account of a run that has spent something already; money is that of today's prices. */
  Ledger ledger(Provider provider, ProviderOptions options, Map<LlmRole, Spending> before) {
    Optional<Price> price = price(provider, options);
    if (maxCostUsd != null && price.isEmpty()) {
      throw new IllegalArgumentException(
          "--max-cost-usd needs the price of "
              + provider.modelName(options.model)
              + ", which is unknown: give it in --prices FILE or --models FILE");
    }
    Ledger.Builder ledger = Ledger.builder().budget(budget()).spentBefore(before);
    price.ifPresent(ledger::price);
    return ledger.build();
  }

  private Budget budget() {
    Budget budget = Budget.UNLIMITED;
    budget = maxCalls == null ? budget : budget.withMaxCalls(maxCalls);
    budget = maxTokens == null ? budget : budget.withMaxTokens(maxTokens);
    return maxCostUsd == null ? budget : budget.withMaxCostUsd(maxCostUsd);
  }

  /** Today's price of a model; the simulated one has none. */
  Optional<Price> price(Provider provider, ProviderOptions options) {
    if (provider == Provider.SIMULATED) {
      return Optional.empty();
    }
    String model = options.model == null ? provider.defaultModel() : options.model;
    Optional<Price> given =
        prices == null
            ? Optional.empty()
            : PriceList.load(prices).of(model, LocalDate.now(ZoneOffset.UTC));
    return given.or(() -> options.server.catalogue().profile(model).facts().price());
  }
}
