package io.agp.cli;

import io.agp.llm.Ledger;
import io.agp.llm.LlmRole;
import io.agp.llm.Price;
import io.agp.llm.Spending;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a command would send at most, and whether its limits allow that; nothing is sent. */
final class DryRunTable {
  /** Stands for the bound of an answer where none is given: its tokens are then not told. */
  private static final int UNKNOWN_LENGTH = 1;

  private final SpendingBound bound;
  private final BudgetOptions budget;
  private final Optional<Price> price;

  private DryRunTable(SpendingBound bound, BudgetOptions budget, Optional<Price> price) {
    this.bound = bound;
    this.budget = budget;
    this.price = price;
  }

  /** A line of the table. */
  private record Line(String role, boolean exact, Spending most) {}

  /** The bound of an answer that a dry run reckons with. */
  static int maxOutputTokens(BudgetOptions budget) {
    return budget.maxOutputTokens == null ? UNKNOWN_LENGTH : budget.maxOutputTokens;
  }

  static void print(
      PrintWriter out, SpendingBound bound, Provider provider, ProviderOptions options) {
    DryRunTable table =
        new DryRunTable(bound, options.budget, options.budget.price(provider, options));
    out.printf("Dry run with %s: nothing is sent.%n", provider.modelName(options.model));
    out.println(table.text());
    table.notes().forEach(out::println);
    out.flush();
  }

  private String text() {
    return TextTable.of(
        lines(),
        List.of(
            TextTable.left("role", Line::role),
            TextTable.right("calls", line -> Long.toString(line.most().calls())),
            TextTable.left("", line -> line.exact() ? "exact" : "at most"),
            TextTable.right("input, at most", line -> tokens(line.most().assumed().input())),
            TextTable.right("output, at most", line -> tokens(line.most().assumed().output())),
            TextTable.right("USD, at most", line -> usd(line.most()))));
  }

  private List<Line> lines() {
    int tokens = maxOutputTokens(budget);
    List<Line> lines = new ArrayList<>();
    for (SpendingBound.OfRole role : bound.roles()) {
      lines.add(new Line(name(role.role()), role.exact(), role.spending(tokens)));
    }
    lines.add(new Line("total", bound.isExact(), bound.total(tokens)));
    return lines;
  }

  private static String name(LlmRole role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private boolean tokensAreKnown() {
    return budget.maxOutputTokens != null;
  }

  private String tokens(long number) {
    return tokensAreKnown() ? Long.toString(number) : LedgerTable.UNKNOWN;
  }

  private String usd(Spending most) {
    return LedgerTable.usd(tokensAreKnown() ? cost(most) : Optional.empty());
  }

  private Optional<BigDecimal> cost(Spending most) {
    return price.flatMap(known -> Ledger.builder().price(known).build().cost(most));
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Without failures; requests that are repeated come on top. Input is counted as a token a"
            + " byte, about four times what it is.");
    if (!tokensAreKnown()) {
      notes.add("Tokens and money: unknown: give --max-output-tokens N.");
    } else if (price.isEmpty()) {
      notes.add("Money: unknown, as the model has no price: give --prices FILE.");
    }
    Spending most = bound.total(maxOutputTokens(budget));
    limit(budget.maxCalls)
        .map(limit -> fits("--max-calls", limit, BigDecimal.valueOf(most.calls())))
        .ifPresent(notes::add);
    limit(budget.maxTokens)
        .map(limit -> fits("--max-tokens", limit, BigDecimal.valueOf(most.tokens())))
        .ifPresent(notes::add);
    Optional.ofNullable(budget.maxCostUsd)
        .flatMap(limit -> cost(most).map(usd -> fits("--max-cost-usd", limit, usd)))
        .ifPresent(notes::add);
    return notes;
  }

  private static Optional<BigDecimal> limit(@Nullable Long given) {
    return Optional.ofNullable(given).map(BigDecimal::valueOf);
  }

  private static String fits(String option, BigDecimal limit, BigDecimal most) {
    return most.compareTo(limit) <= 0
        ? String.format("%s %s: fits.", option, limit.toPlainString())
        : String.format(
            "%s %s: does not surely fit, up to %s may be needed; the run stops there and can be"
                + " resumed.",
            option, limit.toPlainString(), most.stripTrailingZeros().toPlainString());
  }
}
