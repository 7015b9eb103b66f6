package io.agp.cli;

import io.agp.llm.Ledger;
import io.agp.llm.LlmRole;
import io.agp.llm.Spending;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What was sent and paid, by role, for people and for programs. */
final class LedgerTable {
  static final String UNKNOWN = "unknown";

  private LedgerTable() {}

  /** A line of the table. */
  private record Line(String role, Spending spending, Optional<BigDecimal> cost) {}

  /** The table with the sum below; empty if nothing was sent. */
  static String text(Ledger ledger) {
    List<Line> lines = lines(ledger);
    return lines.size() == 1
        ? ""
        : TextTable.of(
            lines,
            List.of(
                TextTable.left("sent", Line::role),
                TextTable.right("calls", line -> text(line.spending().calls())),
                TextTable.right("input", line -> text(line.spending().usage().input())),
                TextTable.right("cached", line -> text(line.spending().usage().cachedInput())),
                TextTable.right("output", line -> text(line.spending().usage().output())),
                TextTable.right("reasoning", line -> text(line.spending().usage().reasoning())),
                TextTable.right("assumed", line -> text(line.spending().assumed().total())),
                TextTable.right("USD", line -> usd(line.cost()))));
  }

  /** The table with what a point of NDCG cost, if that is known, which the file gets as well. */
  static void print(PrintWriter out, Path file, Ledger ledger, Optional<CostPerPoint> cost) {
    String table = text(ledger);
    Map<String, Object> json = asJson(ledger);
    if (!table.isEmpty()) {
      out.println(table);
      cost.ifPresent(
          one ->
              out.println("Learning, by the NDCG gained on the validation users: " + one.text()));
    }
    cost.ifPresent(one -> json.put("costPerPoint", one.asJson()));
    Json.write(file, json);
  }

  private static String text(long count) {
    return Long.toString(count);
  }

  private static List<Line> lines(Ledger ledger) {
    List<Line> lines = new ArrayList<>();
    Spending total = Spending.ZERO;
    for (Map.Entry<LlmRole, Spending> entry : ledger.byRole().entrySet()) {
      String role = entry.getKey().name().toLowerCase(Locale.ROOT);
      lines.add(new Line(role, entry.getValue(), ledger.cost(entry.getValue())));
      total = total.plus(entry.getValue());
    }
    lines.add(new Line("total", total, ledger.cost(total)));
    return lines;
  }

  /** Money as it is printed, rounded up; what is not known is not 0. */
  static String usd(Optional<BigDecimal> cost) {
    return cost.map(usd -> usd.setScale(6, RoundingMode.UP).toPlainString()).orElse(UNKNOWN);
  }

  /** For each role and in total. */
  static Map<String, Object> asJson(Ledger ledger) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (Line line : lines(ledger)) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("calls", line.spending().calls());
      values.put("input", line.spending().usage().input());
      values.put("cachedInput", line.spending().usage().cachedInput());
      values.put("output", line.spending().usage().output());
      values.put("reasoning", line.spending().usage().reasoning());
      values.put("assumed", line.spending().assumed().total());
      values.put("usd", usd(line.cost()));
      json.put(line.role(), values);
    }
    return json;
  }
}
