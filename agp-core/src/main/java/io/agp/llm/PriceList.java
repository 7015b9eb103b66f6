package io.agp.llm;

import com.google.common.io.Resources;
import io.agp.internal.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URL;
import java.nio.charset.StandardCharsets;
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
 * one whose pattern has the most letters. An entry may leave out a price that nobody stated; then
 * the model's money is unknown, and never 0. Immutable and thread-safe.
 */
public final class PriceList {
  private static final String FORMAT = "agp-prices-1";

  private record Entry(
      String model,
      LocalDate from,
      Optional<BigDecimal> input,
      Optional<BigDecimal> cachedInput,
      Optional<BigDecimal> output) {
    boolean applies(String id, LocalDate day) {
      String pattern =
          Stream.of(model.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
      return !day.isBefore(from) && id.matches(pattern);
    }

    Optional<Price> price() {
      return input.flatMap(
          in -> cachedInput.flatMap(cached -> output.map(out -> new Price(in, cached, out))));
    }
  }

  private final List<Entry> entries;

  private PriceList(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * The list that comes with the library. It holds what we have a source for, which is little:
   * prices change, so give your own.
   *
   * @return the list
   */
  public static PriceList bundled() {
    URL resource = Resources.getResource("io/agp/prices.json");
    try {
      return parse("prices.json", Resources.toString(resource, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
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
   * @return the price; empty if none is known, or not all of it
   */
  public Optional<Price> of(String model, LocalDate day) {
    Objects.requireNonNull(day, "day");
    return entries.stream()
        .filter(entry -> entry.applies(model, day))
        .max(
            Comparator.comparing(Entry::from)
                .thenComparing(entry -> entry.model().replace("*", "").length()))
        .flatMap(Entry::price);
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
    text(place, fields, "source");
    return new Entry(
        text(place, fields, "model"),
        date(place, text(place, fields, "from")),
        price(place, fields, "input"),
        price(place, fields, "cachedInput"),
        price(place, fields, "output"));
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

  private static Optional<BigDecimal> price(String place, Map<?, ?> fields, String name) {
    if (!fields.containsKey(name)) {
      return Optional.empty();
    }
    if (fields.get(name) instanceof Double number && number >= 0) {
      return Optional.of(BigDecimal.valueOf(number));
    }
    throw bad(place, name, "be a number of at least 0, was " + fields.get(name), null);
  }

  private static IllegalArgumentException bad(
      String place, String field, String rule, @Nullable Throwable cause) {
    return new IllegalArgumentException(place + ": " + field + " must " + rule, cause);
  }
}
