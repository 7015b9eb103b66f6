package io.agp.experiments.read;

import com.squareup.moshi.JsonReader;
import io.agp.Item;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import java.util.List;
import java.util.Set;

/**
 * Amazon reviews of 2023: reviews in JSON lines with {@code user_id,parent_asin,rating,timestamp}
 * (milliseconds), or CSV with a header of the same names; metadata in JSON lines with {@code
 * parent_asin} and what there is of {@code
 * title,author,store,main_category,categories,price,features,description,details}. An item is a
 * {@code parent_asin}: its colours and sizes are one item. Immutable and thread-safe.
 */
final class Amazon2023Reader implements DatasetReader {
  private static final Interactions REVIEWS =
      new Interactions(
          "user_id", "parent_asin", "rating", "timestamp", Times::millis, Times.MILLIS_RULE);
  private static final List<String> RATING =
      List.of("user_id", "parent_asin", "rating", "timestamp");
  private static final JsonReader.Options METADATA =
      JsonReader.Options.of(
          "title",
          "author",
          "store",
          "main_category",
          "categories",
          "price",
          "features",
          "description",
          "details");

  @Override
  public String format() {
    return "amazon-2023";
  }

  @Override
  public String description() {
    return "Amazon reviews 2023: reviews as JSON lines or ratings as CSV, and metadata";
  }

  @Override
  public boolean recognises(DataFolder folder) {
    return folder.first(file -> REVIEWS.isIn(file) || isRatings(file)).isPresent();
  }

  private static boolean isRatings(DataFile file) {
    return List.of(file.firstLine().split(",")).containsAll(RATING);
  }

  @Override
  public Dataset read(DataFolder folder, ReadOptions options) {
    if (!recognises(folder)) {
      throw DataException.of(
          folder.dir().toString(), "must hold reviews or ratings of Amazon 2023");
    }
    Reading reading = new Reading(folder.name(), options);
    REVIEWS.read(folder.all(REVIEWS::isIn), reading, false);
    folder
        .all(Amazon2023Reader::isRatings)
        .forEach(file -> CsvTable.read(file.source(), RATING, reading, row -> add(row, reading)));
    ItemText text = new ItemText(reading);
    for (DataFile file : folder.all(Amazon2023Reader::isMetadata)) {
      JsonCatalogue.read(
          file.source(), reading, "parent_asin", METADATA, (id, line) -> item(id, line, text));
    }
    UnreadFiles.count(
        folder,
        reading,
        List.of(REVIEWS::isIn, Amazon2023Reader::isRatings, Amazon2023Reader::isMetadata));
    return reading.dataset();
  }

  private static boolean isMetadata(DataFile file) {
    Set<String> fields = JsonFields.of(file);
    return fields.contains("parent_asin") && !fields.contains("user_id");
  }

  private static void add(Row row, Reading reading) {
    reading.interaction(
        id(row, "user_id"),
        id(row, "parent_asin"),
        Times.millis(row.text("timestamp"))
            .orElseThrow(() -> row.rejected("timestamp", Times.MILLIS_RULE)),
        row.number("rating", 0, Interactions.MAX_RATING));
  }

  private static String id(Row row, String column) {
    String id = row.text(column);
    if (id.isBlank()) {
      throw row.rejected(column, "must not be blank");
    }
    return id;
  }

  private static Item item(String id, JsonRecord line, ItemText text) {
    return text.item(id, line.text("title"))
        .value("brand", line.child("details").text("Brand"))
        .list("category", categories(line))
        .value("author", line.child("author").text("name"))
        .value("store", line.text("store"))
        .price(line.text("price"))
        .features(line.texts("features"))
        .description(line.texts("description"))
        .build();
  }

  private static List<String> categories(JsonRecord line) {
    List<String> categories = line.texts("categories");
    return categories.isEmpty() ? line.texts("main_category") : categories;
  }
}
