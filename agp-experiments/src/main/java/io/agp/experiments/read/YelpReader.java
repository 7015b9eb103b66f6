package io.agp.experiments.read;

import com.squareup.moshi.JsonReader;
import io.agp.Item;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The Yelp data set in JSON lines: reviews with {@code user_id,business_id,stars,date}, businesses
 * with {@code business_id,name} and what there is of {@code city,state,categories,attributes}.
 * Dates are {@code yyyy-MM-dd HH:mm:ss}, taken as UTC as nothing says otherwise; early editions
 * have the day only. A business's mean stars are no attribute: they hold the ratings that are to be
 * predicted. Immutable and thread-safe.
 */
final class YelpReader implements DatasetReader {
  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd[ HH:mm:ss]")
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
          .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT)
          .withZone(ZoneOffset.UTC);
  private static final Interactions REVIEWS =
      new Interactions(
          "user_id",
          "business_id",
          "stars",
          "date",
          text -> Times.parsed(text, DATE),
          "must be a date of the form yyyy-MM-dd HH:mm:ss, of the years 1990 to 2100");
  private static final JsonReader.Options BUSINESS =
      JsonReader.Options.of("name", "city", "state", "categories", "attributes");

  @Override
  public String format() {
    return "yelp";
  }

  @Override
  public String description() {
    return "Yelp: reviews and businesses as JSON lines";
  }

  @Override
  public boolean recognises(DataFolder folder) {
    return folder.first(REVIEWS::isIn).isPresent();
  }

  @Override
  public Dataset read(DataFolder folder, ReadOptions options) {
    if (!recognises(folder)) {
      throw DataException.of(folder.dir().toString(), "must hold reviews of Yelp");
    }
    Reading reading = new Reading(folder.name(), options);
    REVIEWS.read(folder.all(REVIEWS::isIn), reading, false);
    ItemText text = new ItemText(reading);
    for (DataFile file : folder.all(YelpReader::isBusiness)) {
      JsonCatalogue.read(
          file.source(), reading, "business_id", BUSINESS, (id, line) -> item(id, line, text));
    }
    UnreadFiles.count(folder, reading, List.of(REVIEWS::isIn, YelpReader::isBusiness));
    return reading.dataset();
  }

  private static boolean isBusiness(DataFile file) {
    Set<String> fields = JsonFields.of(file);
    return fields.containsAll(Set.of("business_id", "name")) && !fields.contains("user_id");
  }

  private static Item item(String id, JsonRecord line, ItemText text) {
    return text.item(id, line.text("name"))
        .list("category", categories(line))
        .value("city", city(line))
        .value("price", price(line.child("attributes").text("RestaurantsPriceRange2")))
        .build();
  }

  private static List<String> categories(JsonRecord line) {
    return line.texts("categories").stream()
        .flatMap(text -> List.of(text.split(",")).stream())
        .toList();
  }

  private static String city(JsonRecord line) {
    String city = line.text("city");
    String state = line.text("state");
    return city.isBlank() || state.isBlank() ? city : city + ", " + state;
  }

  /** A range from 1 to 4, as people write it: one to four dollar signs. */
  private static String price(String range) {
    return range.matches("[1-4]") ? "$".repeat(Integer.parseInt(range)) : "";
  }
}
