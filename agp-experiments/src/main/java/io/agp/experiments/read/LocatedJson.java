package io.agp.experiments.read;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.agp.experiments.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object on a line of a file, which knows where it stands: what is missing or wrong in it is
 * a {@link DataException} with file, line and field. Immutable and thread-safe.
 */
public final class LocatedJson {
  private static final JsonAdapter<Object> JSON = new Moshi.Builder().build().adapter(Object.class);

  private final String file;
  private final long line;
  private final Map<?, ?> fields;

  private LocatedJson(String file, long line, Map<?, ?> fields) {
    this.file = file;
    this.line = line;
    this.fields = fields;
  }

  /**
   * Reads a file in UTF-8, packed with gzip or not. Blank lines are passed over.
   *
   * @param path the file
   * @param objects is given each line's object, in order
   * @throws DataException if the file is missing or cannot be read, or if a line is no JSON object
   */
  public static void read(Path path, Consumer<LocatedJson> objects) {
    TextSource source = TextSource.file(path);
    Lines.readAll(
        source,
        StandardCharsets.UTF_8,
        line -> {
          if (!line.text().isBlank()) {
            objects.accept(parsed(line.file(), line.number(), line.text()));
          }
        });
  }

  private static LocatedJson parsed(String file, long number, String line) {
    try {
      if (JSON.fromJson(line) instanceof Map<?, ?> fields) {
        return new LocatedJson(file, number, fields);
      }
    } catch (IOException | JsonDataException e) {
      throw DataException.at(
          file, number, "line", line, "must be a JSON object: " + e.getMessage());
    }
    throw DataException.at(file, number, "line", line, "must be a JSON object");
  }

  /**
   * Writes JSON objects, one a line. The file is either the old one or the whole new one, whatever
   * happens.
   *
   * @param path the file; replaced if it exists
   * @param objects the objects: texts, finite numbers, lists and maps by name
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(Path path, Stream<? extends Map<String, ?>> objects) {
    Path fresh = path.resolveSibling(path.getFileName() + ".tmp");
    try {
      try {
        writeLines(fresh, objects);
        Files.move(
            fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + path, e);
    }
  }

  private static void writeLines(Path path, Stream<? extends Map<String, ?>> objects)
      throws IOException {
    try (Writer out = Files.newBufferedWriter(path)) {
      for (Iterator<? extends Map<String, ?>> left = objects.iterator(); left.hasNext(); ) {
        out.write(JSON.toJson(left.next()));
        out.write('\n');
      }
    }
  }

  /**
   * Whether a field is there.
   *
   * @param field its name
   * @return whether the object has the field with a value other than null
   */
  public boolean has(String field) {
    return fields.get(field) != null;
  }

  /**
   * A text.
   *
   * @param field the field's name
   * @return its text; not blank
   * @throws DataException if there is none
   */
  public String text(String field) {
    if (fields.get(field) instanceof String text && !text.isBlank()) {
      return text;
    }
    throw rejected(field, "must be a text that is not blank");
  }

  /**
   * A list of texts.
   *
   * @param field the field's name
   * @return an immutable list; may be empty
   * @throws DataException if there is none
   */
  public List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    for (Object value : list(field)) {
      if (!(value instanceof String text)) {
        throw rejected(field, "must be a list of texts");
      }
      texts.add(text);
    }
    return List.copyOf(texts);
  }

  /**
   * A list of numbers.
   *
   * @param field the field's name
   * @return a fresh array; may be empty
   * @throws DataException if there is none
   */
  public double[] numbers(String field) {
    List<?> values = list(field);
    double[] numbers = new double[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(values.get(i) instanceof Double number)) {
        throw rejected(field, "must be a list of numbers");
      }
      numbers[i] = number;
    }
    return numbers;
  }

  private List<?> list(String field) {
    if (fields.get(field) instanceof List<?> list) {
      return list;
    }
    throw rejected(field, "must be a list");
  }

  /**
   * Numbers by name.
   *
   * @param field the field's name
   * @return a fresh map in the order of the file; may be empty
   * @throws DataException if there is none
   */
  public Map<String, Double> numbersByName(String field) {
    if (!(fields.get(field) instanceof Map<?, ?> map)) {
      throw rejected(field, "must be numbers by name");
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    map.forEach(
        (name, value) -> {
          if (!(value instanceof Double number)) {
            throw rejected(field, "must be numbers by name");
          }
          numbers.put(String.valueOf(name), number);
        });
    return numbers;
  }

  /**
   * A whole number.
   *
   * @param field the field's name
   * @return 0 or more
   * @throws DataException if there is none
   */
  public int count(String field) {
    if (fields.get(field) instanceof Double number
        && number >= 0
        && number <= Integer.MAX_VALUE
        && number == Math.rint(number)) {
      return number.intValue();
    }
    throw rejected(field, "must be a whole number of at least 0");
  }

  /**
   * Says that a field breaks a rule.
   *
   * @param field the field's name
   * @param rule the rule
   * @return an exception that names this place and the field's value
   */
  public DataException rejected(String field, String rule) {
    return rejected(field, fields.get(field), rule);
  }

  /**
   * Says that a value within a field breaks a rule.
   *
   * @param field the field's name
   * @param value the value; null if there is none
   * @param rule the rule
   * @return an exception that names this place and the value
   */
  public DataException rejected(String field, @Nullable Object value, String rule) {
    return value == null
        ? DataException.at(file, line, rule + " (field " + field + ", which is missing)")
        : DataException.at(file, line, field, value.toString(), rule);
  }
}
