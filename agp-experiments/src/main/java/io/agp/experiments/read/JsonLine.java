package io.agp.experiments.read;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.agp.experiments.data.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One line that holds a JSON object, or a dictionary as Python prints it. It is parsed anew each
 * time fields are asked for: most lines of a catalogue are left out once their id is known, and
 * their long texts are never built.
 */
final class JsonLine {
  private final Lines.Line line;
  private final Reading reading;

  private JsonLine(Lines.Line line, Reading reading) {
    this.line = line;
    this.reading = reading;
  }

  /**
   * Reads every line that is not blank.
   *
   * @param reading counts malformed records
   * @param lines is given each line
   */
  static void read(TextSource source, Reading reading, Consumer<JsonLine> lines) {
    Lines.read(
        source, StandardCharsets.UTF_8, reading, line -> lines.accept(new JsonLine(line, reading)));
  }

  /** Where this line is, for people. */
  String place() {
    return line.place();
  }

  /**
   * Some of the fields; the whole line is checked all the same.
   *
   * @throws DataException if the line is no object, or is nested more than 255 deep
   */
  JsonRecord fields(JsonReader.Options wanted) {
    try (JsonReader json = JsonReader.of(new Buffer().writeUtf8(json()))) {
      Map<String, Object> values = object(json, wanted);
      if (json.peek() != JsonReader.Token.END_DOCUMENT) {
        throw new JsonDataException("more than one object");
      }
      return new JsonRecord(line, reading, values);
    } catch (IOException | JsonDataException e) {
      throw line.rejected("record", line.text(), "must be one JSON object");
    }
  }

  private String json() {
    String text = line.text();
    return PythonLiteral.isOne(text) ? PythonLiteral.toJson(text) : text;
  }

  private static Map<String, Object> object(JsonReader json, JsonReader.Options wanted)
      throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    json.beginObject();
    while (json.hasNext()) {
      int field = json.selectName(wanted);
      if (field < 0) {
        json.skipName();
        json.skipValue();
      } else {
        put(values, wanted.strings().get(field), value(json));
      }
    }
    json.endObject();
    return values;
  }

  private static void put(Map<String, Object> values, String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  /** Recursion is no danger: the parser refuses to nest more than 255 deep. */
  private static @Nullable Object value(JsonReader json) throws IOException {
    return switch (json.peek()) {
      case BEGIN_ARRAY -> list(json);
      case BEGIN_OBJECT -> object(json);
      case STRING, NUMBER -> json.nextString();
      case BOOLEAN -> json.nextBoolean();
      case NULL -> json.nextNull();
      default -> throw new EOFException("no value");
    };
  }

  private static List<Object> list(JsonReader json) throws IOException {
    List<Object> values = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      Object value = value(json);
      values.add(value == null ? JsonRecord.NOTHING : value);
    }
    json.endArray();
    return values;
  }

  private static Map<String, Object> object(JsonReader json) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    json.beginObject();
    while (json.hasNext()) {
      put(values, json.nextName(), value(json));
    }
    json.endObject();
    return values;
  }
}
