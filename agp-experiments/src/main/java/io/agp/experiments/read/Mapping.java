package io.agp.experiments.read;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.agp.experiments.data.DataException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okio.Buffer;

/**
 * An object of a JSON file that people write: texts and further objects, each with the line where
 * it stands. What is not there, not known or of another type is a located error.
 */
final class Mapping {
  private final String file;
  private final String path;
  private final long line;
  private final Map<String, Entry> entries;

  /** A text or a {@link Mapping}, and its line. */
  private record Entry(long line, Object value) {}

  private Mapping(String file, String path, long line, Map<String, Entry> entries) {
    this.file = file;
    this.path = path;
    this.line = line;
    this.entries = entries;
  }

  static Mapping read(TextSource source) {
    try (Reader reader = source.open()) {
      StringWriter text = new StringWriter();
      reader.transferTo(text);
      return new Parser(source.name(), text.toString()).read();
    } catch (IOException e) {
      throw source.failureAt(1, e);
    }
  }

  /** Refuses every key but these. */
  void allow(String... keys) {
    entries.forEach(
        (key, entry) -> {
          if (!List.of(keys).contains(key)) {
            throw rejectedUnseen(key, "must be one of the keys " + String.join(", ", keys));
          }
        });
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** The keys in the order of the file. */
  Iterable<String> keys() {
    return entries.keySet();
  }

  String text(String key) {
    return optionalText(key).orElseThrow(() -> missing(key));
  }

  Optional<String> optionalText(String key) {
    Optional<String> text = anyText(key);
    if (text.isPresent() && text.orElseThrow().isBlank()) {
      throw rejected(key, "must not be blank");
    }
    return text;
  }

  /** A text that may be blank, if there is one. */
  Optional<String> anyText(String key) {
    return Optional.ofNullable(entries.get(key))
        .map(
            entry -> {
              if (entry.value() instanceof String text) {
                return text;
              }
              throw rejected(key, "must be a text");
            });
  }

  Mapping section(String key) {
    return optionalSection(key).orElseThrow(() -> missing(key));
  }

  Optional<Mapping> optionalSection(String key) {
    return Optional.ofNullable(entries.get(key))
        .map(
            entry -> {
              if (entry.value() instanceof Mapping section) {
                return section;
              }
              throw rejected(key, "must be an object");
            });
  }

  private DataException missing(String key) {
    return DataException.at(file, line, "must have the key " + path + key);
  }

  /** Says that what stands under a key breaks a rule. */
  DataException rejected(String key, String rule) {
    Entry entry = entries.get(key);
    String value = entry != null && entry.value() instanceof String text ? text : "";
    return DataException.at(file, lineOf(key), path + key, value, rule);
  }

  /** The same, without a word of what stands there: it may hold a password. */
  DataException rejectedUnseen(String key, String rule) {
    return DataException.at(file, lineOf(key), path + key, "(not shown)", rule);
  }

  private long lineOf(String key) {
    Entry entry = entries.get(key);
    return entry == null ? line : entry.line();
  }

  /** Parses, and knows the line from what the JSON reader has left. */
  private static final class Parser {
    private final String file;
    private final Buffer rest = new Buffer();
    private final byte[] bytes;

    Parser(String file, String text) {
      this.file = file;
      this.rest.writeUtf8(text);
      this.bytes = rest.copy().readByteArray();
    }

    Mapping read() throws IOException {
      JsonReader json = JsonReader.of(rest);
      try {
        Mapping all = mapping(json, "");
        if (json.peek() != JsonReader.Token.END_DOCUMENT) {
          throw new JsonDataException("more than one object");
        }
        return all;
      } catch (IOException | JsonDataException e) {
        throw DataException.at(file, line(), "must be one JSON object: " + e.getMessage());
      }
    }

    private long line() {
      long read = bytes.length - rest.size();
      long line = 1;
      for (int i = 0; i < read; i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      return line;
    }

    private Mapping mapping(JsonReader json, String path) throws IOException {
      long start = line();
      Map<String, Entry> entries = new LinkedHashMap<>();
      json.beginObject();
      while (json.hasNext()) {
        String key = json.nextName();
        Entry entry = new Entry(line(), value(json, path + key + "."));
        if (entries.put(key, entry) != null) {
          throw DataException.at(file, entry.line(), "must have the key " + path + key + " once");
        }
      }
      json.endObject();
      return new Mapping(file, path, start, entries);
    }

    /** Recursion is no danger: the parser refuses to nest more than 255 deep. */
    private Object value(JsonReader json, String path) throws IOException {
      return switch (json.peek()) {
        case BEGIN_OBJECT -> mapping(json, path);
        case STRING -> json.nextString();
        default -> {
          json.skipValue();
          yield List.of();
        }
      };
    }
  }
}
