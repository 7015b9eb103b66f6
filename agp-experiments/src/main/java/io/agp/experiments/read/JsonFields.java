package io.agp.experiments.read;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import okio.Buffer;

/** The names of the fields of a file's first record, by which JSON formats are recognised. */
final class JsonFields {
  private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

  private JsonFields() {}

  /** The names, as far as the head of the file and the text's sense go; empty if it is no JSON. */
  static Set<String> of(DataFile file) {
    Set<String> names = new HashSet<>();
    try (JsonReader json = JsonReader.of(new Buffer().writeUtf8(firstRecord(file.head())))) {
      json.setLenient(true); // Python's quotes
      json.beginObject();
      while (json.hasNext()) {
        names.add(json.nextName());
        json.skipValue();
      }
    } catch (IOException | JsonDataException e) {
      return names; // A long record is cut; a malformed one is refused where it is read.
    }
    return names;
  }

  private static String firstRecord(String head) {
    String text = head.startsWith(BYTE_ORDER_MARK) ? head.substring(3) : head;
    return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
  }
}
