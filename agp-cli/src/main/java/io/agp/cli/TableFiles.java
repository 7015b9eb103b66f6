package io.agp.cli;

import io.agp.Interaction;
import io.agp.Item;
import io.agp.User;
import io.agp.experiments.data.Dataset;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A data set as own tables, with the mapping {@code agp-data.json} by which they can be read again.
 * Items have the columns {@code id} and {@code title} and one for each attribute; interactions have
 * {@code user}, {@code item}, {@code time} (ISO 8601, if any time is known) and {@code heldOut}
 * ({@code validation} or {@code test}, if the source itself holds interactions out). A user's
 * interactions stand together in the order of the history.
 */
final class TableFiles {
  private static final String MAPPING = "agp-data.json";
  private static final String USER = "user";
  private static final String ITEM = "item";
  private static final String TIME = "time";
  private static final String HELD_OUT = "heldOut";
  private static final String ID = "id";
  private static final String TITLE = "title";

  private final Dataset dataset;
  private final TableLayout layout;
  private final Map<String, String> attributeColumns = new LinkedHashMap<>();
  private final boolean hasTimes;

  private TableFiles(Dataset dataset, TableLayout layout) {
    this.dataset = dataset;
    this.layout = layout;
    this.hasTimes =
        dataset.users().stream()
            .flatMap(user -> user.history().stream())
            .anyMatch(contact -> contact.time().isPresent());
    AttributeUse.among(dataset.items().values())
        .forEach(use -> attributeColumns.put(use.name(), column(use.name())));
  }

  /**
   * Writes the tables and their mapping.
   *
   * @throws UncheckedIOException if a file cannot be written
   */
  static void write(Dataset dataset, TableLayout layout, Path dir) {
    try {
      new TableFiles(dataset, layout).write(dir);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to " + dir + ": " + e.getMessage(), e);
    }
  }

  /** The column of an attribute: its name, unless an item has a column of that name anyway. */
  private static String column(String attribute) {
    return attribute.equals(ID) || attribute.equals(TITLE) ? "attribute." + attribute : attribute;
  }

  private void write(Path dir) throws IOException {
    write(
        dir.resolve(layout.file("items")),
        itemColumns(),
        dataset.items().values().stream().map(this::row));
    write(
        dir.resolve(layout.file("interactions")),
        interactionColumns(),
        dataset.users().stream().flatMap(this::rows));
    Json.write(dir.resolve(MAPPING), mapping());
  }

  private void write(Path file, List<String> columns, Stream<Map<String, String>> rows)
      throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (String line : (Iterable<String>) layout.lines(columns, rows)::iterator) {
        out.write(line);
        out.write('\n');
      }
    }
  }

  private List<String> itemColumns() {
    List<String> columns = new ArrayList<>(List.of(ID, TITLE));
    columns.addAll(attributeColumns.values());
    return columns;
  }

  private Map<String, String> row(Item item) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put(ID, item.id());
    row.put(TITLE, item.title());
    item.attributes()
        .forEach(
            (name, value) -> {
              if (!value.isBlank()) {
                row.put(column(name), value);
              }
            });
    return row;
  }

  private List<String> interactionColumns() {
    List<String> columns = new ArrayList<>(List.of(USER, ITEM));
    if (hasTimes) {
      columns.add(TIME);
    }
    if (!dataset.heldOut().isEmpty()) {
      columns.add(HELD_OUT);
    }
    return columns;
  }

  private Stream<Map<String, String>> rows(User user) {
    int size = user.history().size();
    return IntStream.range(0, size)
        .mapToObj(
            i -> {
              Map<String, String> row = row(user.id(), user.history().get(i));
              if (dataset.heldOut().contains(user.id()) && i >= size - 2) {
                row.put(HELD_OUT, i == size - 1 ? "test" : "validation");
              }
              return row;
            });
  }

  private static Map<String, String> row(String user, Interaction contact) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put(USER, user);
    row.put(ITEM, contact.item().id());
    contact.time().ifPresent(time -> row.put(TIME, time.toString()));
    return row;
  }

  private Map<String, Object> mapping() {
    Map<String, Object> interactions = new LinkedHashMap<>();
    interactions.put("file", layout.file("interactions"));
    interactions.put("user", USER);
    interactions.put("item", ITEM);
    if (hasTimes) {
      interactions.put("time", TIME);
      interactions.put("timeUnit", "iso");
    }
    Map<String, Object> items = new LinkedHashMap<>();
    items.put("file", layout.file("items"));
    items.put("id", ID);
    items.put("title", TITLE);
    items.put("attributes", attributeColumns);
    Map<String, Object> mapping = new LinkedHashMap<>();
    mapping.put("interactions", interactions);
    mapping.put("items", items);
    return mapping;
  }
}
