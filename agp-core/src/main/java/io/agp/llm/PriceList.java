package io.agp.llm;

import io.agp.internal.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Dated prices of models, read from a JSON file:
 *
 * <pre>
 * {"format": "agp-prices-1",
 *  "prices": [
 *    {"model": "my-model-*", "from": "2026-11-01", "source": "the contract of November",
 *     "input": 0.15, "cachedInput": 0.075, "output": 0.60}]}
 * </pre>
 *
 * <p>Prices are USD per million tokens. {@code model} is an id, with {@code *} for any text. Of the
 * entries that match and are valid, the one with the latest {@code from} counts, and of these the
 * one whose pattern has the most letters. Without {@code cachedInput}, cached tokens cost what
 * others do; all other fields are needed, and another one is an error, as it would do nothing.
 * Immutable and thread-safe.
 */
public final class PriceList {
  private static final String FORMAT = "agp-prices-1";
  private static final Set<String> FIELDS =
      Set.of("model", "from", "source", "input", "cachedInput", "output");

  private record Entry(String model, Price price) {
    boolean applies(String id, LocalDate day) {
      String pattern =
          Stream.of(model.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
      return !day.isBefore(price.asOf()) && id.matches(pattern);
    }
  }

  private final List<Entry> entries;

  private PriceList(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * Reads a list.
   *
   * @param file the file
   * @return the list
   * @throws IllegalArgumentException if it is not as above; the message names the file, the entry,
   *     the field and the rule
   * @throws UncheckedIOException if it cannot be read
   */
  public static PriceList load(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /**
   * What a model costs.
   *
   * @param model its id, as it is asked for
   * @param day the day of the calls
   * @return the price; empty if none is known
   */
  public Optional<Price> of(String model, LocalDate day) {
    Objects.requireNonNull(day, "day");
    return entries.stream()
        .filter(entry -> entry.applies(model, day))
        .max(
            Comparator.comparing((Entry entry) -> entry.price().asOf())
                .thenComparing(entry -> entry.model().replace("*", "").length()))
        .map(Entry::price);
  }

  private static PriceList parse(String place, String text) {
    Object json;
    try {
      json = Json.read(text);
    } catch (IllegalArgumentException e) {
      throw bad(place, "the file", "be JSON", e);
    }
    if (!(json instanceof Map<?, ?> file) || !FORMAT.equals(file.get("format"))) {
      throw bad(place, "format", "be \"" + FORMAT + "\"", null);
    }
    if (!(file.get("prices") instanceof List<?> list)) {
      throw bad(place, "prices", "be an array", null);
    }
    List<Entry> entries = new ArrayList<>();
    for (Object element : list) {
      entries.add(entry(place + ", entry " + (entries.size() + 1), element));
    }
    return new PriceList(entries);
  }

  private static Entry entry(String place, Object element) {
    if (!(element instanceof Map<?, ?> fields)) {
      throw bad(place, "it", "be an object", null);
    }
    for (Object name : fields.keySet()) {
      if (!FIELDS.contains(String.valueOf(name))) {
        throw bad(
            place, String.valueOf(name), "be one of " + FIELDS.stream().sorted().toList(), null);
      }
    }
    text(place, fields, "source");
    String model = text(place, fields, "model");
    LocalDate from = date(place, text(place, fields, "from"));
    BigDecimal input = price(place, fields, "input");
    BigDecimal cached =
        fields.containsKey("cachedInput") ? price(place, fields, "cachedInput") : input;
    return new Entry(model, new Price(input, cached, price(place, fields, "output"), from));
  }

  private static String text(String place, Map<?, ?> fields, String name) {
    if (fields.get(name) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw bad(place, name, "be a text, was " + fields.get(name), null);
  }

  private static LocalDate date(String place, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw bad(place, "from", "be a day such as 2026-11-01, was " + text, e);
    }
  }

  private static BigDecimal price(String place, Map<?, ?> fields, String name) {
    if (fields.get(name) instanceof Double number && number >= 0) {
      return BigDecimal.valueOf(number);
    }
    throw bad(place, name, "be a number of at least 0, was " + fields.get(name), null);
  }

  private static IllegalArgumentException bad(
      String place, String field, String rule, @Nullable Throwable cause) {
    return new IllegalArgumentException(place + ": " + field + " must " + rule, cause);
  }
}
