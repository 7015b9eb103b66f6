package io.agp.experiments.read;

import com.squareup.moshi.JsonReader;
import io.agp.experiments.data.DataException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * JSON lines as a table: columns are fields. A field may be missing in some rows, but one that no
 * row has is a wrong name.
 *
 * @param source the text
 */
record JsonRows(TextSource source) implements TableRows {
  @Override
  public void read(List<String> columns, Reading reading, Consumer<TableRow> rows) {
    JsonReader.Options fields = JsonReader.Options.of(columns.toArray(String[]::new));
    Set<String> missing = new HashSet<>(columns);
    JsonLine.read(
        source,
        reading,
        line -> {
          JsonRecord row = line.fields(fields);
          missing.removeIf(row::has);
          rows.accept(row);
        });
    columns.stream().filter(missing::contains).findFirst().ifPresent(this::refuse);
  }

  private void refuse(String column) {
    throw DataException.of(source.name(), "must have the field " + column + " in some record");
  }
}
