package io.agp.experiments.read;

import com.squareup.moshi.JsonReader;
import io.agp.Item;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import java.util.List;
import java.util.Set;

/**
 * Amazon reviews of 2014 and 2018 in JSON lines: reviews with {@code
 * reviewerID,asin,overall,unixReviewTime} (seconds), or ratings without anything else ({@link
 * AmazonRatings}); metadata with {@code asin} and what there is of {@code
 * title,brand,category,categories,price,feature,description}, as JSON or as Python prints it.
 * Immutable and thread-safe.
 */
final class AmazonReader implements DatasetReader {
  private static final Interactions REVIEWS =
      new Interactions(
          "reviewerID", "asin", "overall", "unixReviewTime", Times::seconds, Times.SECONDS_RULE);
  private static final JsonReader.Options METADATA =
      JsonReader.Options.of(
          "title", "brand", "category", "categories", "price", "feature", "description");

  /** A part of the metadata of 2018 has a script of the page where the title should be. */
  private static final String SCRIPT = "getTime()";

  @Override
  public String format() {
    return "amazon";
  }

  @Override
  public String description() {
    return "Amazon reviews 2014 and 2018: reviews as JSON lines or ratings as CSV, and metadata";
  }

  @Override
  public boolean recognises(DataFolder folder) {
    return folder.first(file -> REVIEWS.isIn(file) || AmazonRatings.isIn(file)).isPresent();
  }

  @Override
  public Dataset read(DataFolder folder, ReadOptions options) {
    if (!recognises(folder)) {
      throw DataException.of(
          folder.dir().toString(), "must hold reviews or ratings of Amazon 2014 or 2018");
    }
    Reading reading = new Reading(folder.name(), options);
    REVIEWS.read(folder.all(REVIEWS::isIn), reading, false);
    folder.all(AmazonRatings::isIn).forEach(file -> AmazonRatings.read(file, reading));
    ItemText text = new ItemText(reading);
    for (DataFile file : folder.all(AmazonReader::isMetadata)) {
      JsonCatalogue.read(
          file.source(), reading, "asin", METADATA, (id, line) -> item(id, line, reading, text));
    }
    UnreadFiles.count(
        folder, reading, List.of(REVIEWS::isIn, AmazonRatings::isIn, AmazonReader::isMetadata));
    return reading.dataset();
  }

  private static boolean isMetadata(DataFile file) {
    Set<String> fields = JsonFields.of(file);
    return fields.contains("asin")
        && !fields.contains("reviewerID")
        && !fields.contains("parent_asin");
  }

  private static Item item(String id, JsonRecord line, Reading reading, ItemText text) {
    return text.item(id, title(line, reading))
        .value("brand", line.text("brand"))
        .list("category", categories(line))
        .price(line.text("price"))
        .features(line.texts("feature"))
        .description(line.texts("description"))
        .build();
  }

  private static String title(JsonRecord line, Reading reading) {
    String title = line.text("title");
    if (title.contains(SCRIPT)) {
      reading.problem("title that is a script: left out", line.place());
      return "";
    }
    return title;
  }

  private static List<String> categories(JsonRecord line) {
    return line.texts(line.has("category") ? "category" : "categories");
  }
}
