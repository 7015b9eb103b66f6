package io.agp.experiments.read;

import io.agp.Item;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads own tables: one of interactions, and one of items if there is one. A folder with a file
 * {@code agp-data.json} says the same without a program. Immutable and thread-safe.
 *
 * <pre>{@code
 * Dataset shop =
 *     TableReader.builder(Table.csv(Path.of("orders.csv")))
 *         .user("customer").item("sku").time("bought", "iso")
 *         .items(Table.jsonLines(Path.of("products.jsonl")), "sku", "name")
 *         .attribute("brand", "maker")
 *         .build()
 *         .read("shop", ReadOptions.DEFAULT);
 * }</pre>
 */
public final class TableReader {
  private final Table interactions;
  private final String user;
  private final String item;
  private final @Nullable String time;
  private final TableTime unit;
  private final @Nullable String rating;
  private final @Nullable Items items;

  /** The table of items and its columns. */
  private record Items(Table table, String id, String title, Map<String, String> attributes) {}

  private TableReader(Builder builder, String user, String item) {
    this.interactions = builder.interactions;
    this.user = user;
    this.item = item;
    this.time = builder.time;
    this.unit = TableTime.of(builder.unit, builder.zone);
    this.rating = builder.rating;
    this.items = builder.itemTable();
  }

  /**
   * Starts a reader.
   *
   * @param interactions the table with a row for each interaction
   * @return a builder
   */
  public static Builder builder(Table interactions) {
    return new Builder(interactions);
  }

  /**
   * Reads the tables. Items without an interaction that is kept are left out and counted. Of
   * several rows of an item the first is kept, and so is the first of several interactions of a
   * user with an item.
   *
   * @param name what tables and messages call the data set; not blank
   * @param options how to read
   * @return the data set
   * @throws IllegalArgumentException if the name is blank
   * @throws DataException if a table cannot be read or lacks a column, or if more rows are
   *     malformed than the options allow
   */
  public Dataset read(String name, ReadOptions options) {
    Reading reading = new Reading(name, options);
    interactions.rows().read(interactionColumns(), reading, row -> addInteraction(row, reading));
    if (items != null) {
      ItemText text = new ItemText(reading);
      items.table().rows().read(columns(items), reading, row -> addItem(row, items, reading, text));
    }
    return reading.dataset();
  }

  private List<String> interactionColumns() {
    List<String> columns = new ArrayList<>(List.of(user, item));
    Optional.ofNullable(time).ifPresent(columns::add);
    Optional.ofNullable(rating).ifPresent(columns::add);
    return columns.stream().distinct().toList();
  }

  private static List<String> columns(Items items) {
    List<String> columns = new ArrayList<>(List.of(items.id(), items.title()));
    columns.addAll(items.attributes().values());
    return columns.stream().distinct().toList();
  }

  private void addInteraction(TableRow row, Reading reading) {
    reading.interaction(
        required(row, user),
        required(row, item),
        time == null ? Reading.NO_TIME : millis(row, time),
        rating == null ? Reading.NO_RATING : rating(row, rating));
  }

  private static String required(TableRow row, String column) {
    return row.scalar(column)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> row.rejected(column, "must not be blank"));
  }

  private long millis(TableRow row, String column) {
    return unit.millis()
        .apply(required(row, column).strip())
        .orElseThrow(() -> row.rejected(column, "must be " + unit.unit()));
  }

  private static double rating(TableRow row, String column) {
    Optional<String> text = row.scalar(column).filter(value -> !value.isBlank());
    double rating = text.map(JsonRecord::parsed).orElse(Reading.NO_RATING);
    if (text.isPresent() && !Double.isFinite(rating)) {
      throw row.rejected(column, "must be a number");
    }
    return rating;
  }

  private static void addItem(TableRow row, Items items, Reading reading, ItemText text) {
    String id = required(row, items.id());
    if (JsonCatalogue.isNewAndWanted(reading, id, row.place())) {
      reading.item(item(row, id, items, text));
    }
  }

  private static Item item(TableRow row, String id, Items items, ItemText text) {
    ItemText.Builder item = text.item(id, String.join(" ", row.texts(items.title())));
    items.attributes().forEach((name, column) -> add(item, name, row.texts(column)));
    return item.build();
  }

  private static void add(ItemText.Builder item, String name, List<String> texts) {
    if (name.equals("description")) {
      item.description(texts);
    } else {
      item.list(name, texts);
    }
  }

  /** Builds a {@link TableReader}. Not thread-safe. */
  public static final class Builder {
    private final Table interactions;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private @Nullable String user;
    private @Nullable String item;
    private @Nullable String time;
    private String unit = "iso";
    private ZoneId zone = ZoneOffset.UTC;
    private @Nullable String rating;
    private @Nullable Table items;
    private String id = "";
    private String title = "";

    private Builder(Table interactions) {
      this.interactions = Objects.requireNonNull(interactions, "interactions");
    }

    /**
     * The column of the user's id. Required.
     *
     * @param column its name; not blank
     * @return this builder
     * @throws IllegalArgumentException if the name is blank
     */
    public Builder user(String column) {
      this.user = named("user", column);
      return this;
    }

    /**
     * The column of the item's id. Required.
     *
     * @param column its name; not blank
     * @return this builder
     * @throws IllegalArgumentException if the name is blank
     */
    public Builder item(String column) {
      this.item = named("item", column);
      return this;
    }

    /**
     * The column of the time. Without one, the order of the rows is the order in time.
     *
     * @param column its name; not blank
     * @param unit {@code seconds} or {@code milliseconds} since 1970, {@code iso} for ISO 8601
     *     dates and times, or a pattern of {@link java.time.format.DateTimeFormatter}, in English
     * @return this builder
     * @throws IllegalArgumentException if the name is blank or the pattern is malformed
     */
    public Builder time(String column, String unit) {
      TableTime.of(unit, zone);
      this.time = named("time", column);
      this.unit = unit;
      return this;
    }

    /**
     * The zone of times that say none. UTC unless given.
     *
     * @param zone the zone
     * @return this builder
     */
    public Builder zone(ZoneId zone) {
      this.zone = Objects.requireNonNull(zone, "zone");
      return this;
    }

    /**
     * The column of the rating, which {@link ReadOptions#minRating()} is about. A blank one is
     * none.
     *
     * @param column its name; not blank
     * @return this builder
     * @throws IllegalArgumentException if the name is blank
     */
    public Builder rating(String column) {
      this.rating = named("rating", column);
      return this;
    }

    /**
     * The table with a row for each item. Without one, items have ids only.
     *
     * @param table the table
     * @param id the column of the item's id; not blank
     * @param title the column of the title; not blank. Cut to 200 characters
     * @return this builder
     * @throws IllegalArgumentException if a name is blank
     */
    public Builder items(Table table, String id, String title) {
      this.items = Objects.requireNonNull(table, "table");
      this.id = named("id", id);
      this.title = named("title", title);
      return this;
    }

    /**
     * An attribute of items, behind those that were given before. Markup and entities are resolved,
     * and the text is cut to 200 characters, that of {@code description} to 300.
     *
     * @param name what prompts call it; not blank
     * @param column the column in the table of items; not blank
     * @return this builder
     * @throws IllegalArgumentException if a name is blank
     */
    public Builder attribute(String name, String column) {
      attributes.put(named("attribute", name), named(name, column));
      return this;
    }

    private static String named(String what, String column) {
      if (column.isBlank()) {
        throw new IllegalArgumentException("The column of " + what + " must not be blank");
      }
      return column;
    }

    private @Nullable Items itemTable() {
      if (items == null && !attributes.isEmpty()) {
        throw new IllegalStateException(
            "Attributes need a table of items: " + String.join(", ", attributes.keySet()));
      }
      return items == null ? null : new Items(items, id, title, new LinkedHashMap<>(attributes));
    }

    /**
     * Builds the reader.
     *
     * @return the reader
     * @throws IllegalStateException if the column of users or of items was not given, or attributes
     *     without a table of items
     */
    public TableReader build() {
      if (user == null || item == null) {
        throw new IllegalStateException("The columns of user and item must be given");
      }
      return new TableReader(this, user, item);
    }
  }
}
