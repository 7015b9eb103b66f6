package io.agp.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.List;
import java.util.function.Function;

/** Tables of text that comes from data: on one line, and bounded. */
final class TextTable {
  private static final int WIDTH = 60;
  private static final int LONGEST = 200;

  private TextTable() {}

  static <T> String of(List<T> rows, List<ColumnData<T>> columns) {
    return AsciiTable.builder()
        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
        .data(rows, columns)
        .asString();
  }

  static <T> ColumnData<T> left(String header, Function<T, String> value) {
    return column(header, HorizontalAlign.LEFT, value);
  }

  static <T> ColumnData<T> right(String header, Function<T, String> value) {
    return column(header, HorizontalAlign.RIGHT, value);
  }

  private static <T> ColumnData<T> column(
      String header, HorizontalAlign align, Function<T, String> value) {
    return new Column()
        .header(header)
        .headerAlign(align)
        .dataAlign(align)
        .maxWidth(WIDTH)
        .with(row -> shown(value.apply(row)));
  }

  /** On one line, without control characters that a terminal would obey, and not too long. */
  static String shown(String text) {
    String line = onOneLine(text);
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  /** Without line breaks and other control characters. */
  static String onOneLine(String text) {
    return text.replaceAll("\\p{Cc}+", " ");
  }
}
