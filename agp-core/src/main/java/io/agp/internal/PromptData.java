package io.agp.internal;

import io.agp.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Untrusted text as it enters prompts: JSON inside a fence that the text cannot close, each piece
 * cut to a bound.
 */
public final class PromptData {
  /** The most code points of one title or attribute that a prompt shows. */
  public static final int MAX_TEXT = 300;

  private PromptData() {}

  /**
   * Items as JSON objects, one a line.
   *
   * @param items the items
   * @return a fenced block
   */
  public static String items(List<Item> items) {
    return values(items.stream().map(item -> facts(item, new LinkedHashMap<>())).toList());
  }

  /**
   * Items as JSON objects with ids 1..k in the order given, one a line. The callers' ids stay out.
   *
   * @param items the items
   * @return a fenced block
   */
  public static String numbered(List<Item> items) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (Item item : items) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("id", objects.size() + 1);
      objects.add(facts(item, object));
    }
    return values(objects);
  }

  /**
   * Short texts by name as one JSON object.
   *
   * @param values the texts; each cut to {@link #MAX_TEXT}
   * @return a fenced block
   */
  public static String object(Map<String, String> values) {
    Map<String, Object> object = new LinkedHashMap<>();
    values.forEach((name, value) -> object.putIfAbsent(cut(name), cut(value)));
    return fence(Json.write(object));
  }

  /**
   * One text as a JSON string.
   *
   * @param text the text
   * @return a fenced block
   */
  public static String text(String text) {
    return fence(Json.write(text));
  }

  /**
   * One short text as a JSON string within a sentence.
   *
   * @param text the text; cut to {@link #MAX_TEXT}
   * @return the string in its quotes, on one line, without a fence
   */
  public static String quoted(String text) {
    return withoutBackticks(Json.write(cut(text)));
  }

  /**
   * Values as a JSON array, one a line.
   *
   * @param values maps, strings and numbers
   * @return a fenced block
   */
  public static String values(List<?> values) {
    return fence(values.stream().map(Json::write).collect(Collectors.joining(",\n", "[\n", "\n]")));
  }

  private static Map<String, Object> facts(Item item, Map<String, Object> object) {
    object.put("title", cut(item.title()));
    item.attributes().forEach((name, value) -> object.putIfAbsent(cut(name), cut(value)));
    return object;
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= MAX_TEXT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MAX_TEXT - 1)) + "…";
  }

  private static String fence(String json) {
    return "```json\n" + withoutBackticks(json) + "\n```";
  }

  private static String withoutBackticks(String json) {
    return json.replace("`", "\\u0060");
  }
}
