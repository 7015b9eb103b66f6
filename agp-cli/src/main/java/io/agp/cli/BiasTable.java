package io.agp.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import io.agp.experiments.report.Comparison;
import io.agp.metrics.PositionBias;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The bias meter for people: NDCG by slots of the prompt, in at most five bands. */
final class BiasTable {
  private static final int BANDS = 5;

  private final Comparison comparison;
  private final List<String> methods;

  private BiasTable(Comparison comparison) {
    this.comparison = comparison;
    this.methods =
        comparison.methods().stream()
            .filter(method -> comparison.bias(method).answers() > 0)
            .toList();
  }

  /** The table; empty if no method tells its answers. */
  static String of(Comparison comparison) {
    BiasTable table = new BiasTable(comparison);
    return table.methods.isEmpty() ? "" : table.text();
  }

  private String text() {
    List<ColumnData<String>> columns = new ArrayList<>();
    columns.add(new Column().header("method").dataAlign(HorizontalAlign.LEFT).with(Tables::name));
    int last = methods.stream().mapToInt(this::lastSlot).max().orElse(0);
    for (int band = 0; band < BANDS; band++) {
      int from = last * band / BANDS + 1;
      int to = last * (band + 1) / BANDS;
      if (from <= to) {
        String header = from == to ? "slot " + from : "slots " + from + "-" + to;
        columns.add(column(header, method -> ndcg(comparison.bias(method), from, to)));
      }
    }
    columns.add(column("copies", m -> percent(comparison.bias(m).copyShare())));
    columns.add(column("answers", m -> Integer.toString(comparison.bias(m).answers())));
    return AsciiTable.builder()
        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
        .data(methods, columns)
        .asString();
  }

  private int lastSlot(String method) {
    List<PositionBias.Slot> slots = comparison.bias(method).slots();
    return slots.isEmpty() ? 0 : slots.get(slots.size() - 1).slot();
  }

  private static ColumnData<String> column(String header, Function<String, String> value) {
    return new Column().header(header).dataAlign(HorizontalAlign.RIGHT).with(value);
  }

  /** The mean over the relevant items shown in these slots, with their number. */
  private static String ndcg(PositionBias bias, int from, int to) {
    double sum = 0;
    int n = 0;
    for (PositionBias.Slot slot : bias.slots()) {
      if (slot.slot() >= from && slot.slot() <= to) {
        sum += slot.n() * slot.ndcg();
        n += slot.n();
      }
    }
    return n == 0 ? "" : String.format(Locale.ROOT, "%.3f (%d)", sum / n, n);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }
}
