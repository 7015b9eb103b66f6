package io.agp.llm.openai;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Reads JSON of servers that need not keep to a form: what is missing or odd is absent. */
final class Json {
  private static final String MARK = "\uFEFF";
  private static final long MAX_COUNT = 1_000_000_000_000L;

  private Json() {}

  /** The object, or empty for anything else. The parser's message is left out: it quotes values. */
  static Optional<Map<?, ?>> object(String text) {
    return value(text).flatMap(Json::map);
  }

  /** Any value but {@code null}, or empty for what is no JSON. */
  static Optional<Object> value(String text) {
    // As bytes at once: writeUtf8 goes character by character.
    byte[] bytes = withoutMark(text).getBytes(StandardCharsets.UTF_8);
    JsonReader json = JsonReader.of(new Buffer().write(bytes));
    try {
      Object value = json.readJsonValue();
      boolean whole = json.peek() == JsonReader.Token.END_DOCUMENT;
      return whole ? Optional.ofNullable(value) : Optional.empty();
    } catch (IOException | JsonDataException e) {
      return Optional.empty();
    }
  }

  /** Some servers write a byte order mark, and blank lines before it while they are busy. */
  private static String withoutMark(String text) {
    String json = text.stripLeading();
    return json.startsWith(MARK) ? json.substring(1) : json;
  }

  static Optional<Map<?, ?>> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
  }

  static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  /** A count; zero where there is none, and bounded so that sums of odd ones stay counts. */
  static long count(@Nullable Object value) {
    return value instanceof Number number
        ? Math.max(0, Math.min(MAX_COUNT, number.longValue()))
        : 0;
  }
}
