package io.agp.cli;

import io.agp.Interaction;
import io.agp.Item;
import io.agp.Ranking;
import io.agp.User;
import io.agp.llm.LlmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One line of input of {@code agp rerank}, and the line that answers it. */
final class RerankLine {
  private final Object userId;
  private final User user;
  private final List<Item> candidates = new ArrayList<>();
  private final List<Object> ids = new ArrayList<>();

  private RerankLine(JsonObject json) {
    JsonObject person = json.object("user");
    this.userId = person.id("id");
    this.user =
        new User(
            text(userId),
            person.objects("history", true).stream()
                .map(RerankLine::item)
                .map(Interaction::of)
                .toList(),
            attributes(person, Set.of("id", "history")));
    for (JsonObject candidate : json.objects("candidates", false)) {
      candidates.add(item(candidate));
      ids.add(candidate.id("id"));
    }
    Ranking.base(candidates); // refuses ids that come twice
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException naming the line, the field, the value and the rule
   */
  static RerankLine parse(int number, String line) {
    try {
      return new RerankLine(JsonObject.parse("line " + number, line));
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      String place = "line " + number;
      throw new IllegalArgumentException(
          message.startsWith(place) ? message : place + ": " + message, e);
    }
  }

  User user() {
    return user;
  }

  List<Item> candidates() {
    return candidates;
  }

  /** The answer. Ids are written as they were read, numbers as numbers. */
  String answer(Ranking ranking) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("user", written(userId));
    json.put("ranking", ranking.apply(ids).stream().map(RerankLine::written).toList());
    json.put("source", ranking.source().name());
    if (!ranking.repairs().isEmpty()) {
      json.put("repairs", ranking.repairs().stream().map(Enum::name).sorted().toList());
    }
    json.put("calls", ranking.calls());
    json.put("tokens", ranking.usage().total());
    ranking.failure().ifPresent(failure -> json.put("error", error(type(failure), failure)));
    return Json.line(json);
  }

  /** The answer to a line that cannot be read. */
  static String badLine(int number, IllegalArgumentException failure) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("line", number);
    json.put("error", error("BadInput", failure));
    return Json.line(json);
  }

  private static Map<String, Object> error(String type, Throwable failure) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", type);
    json.put("message", String.valueOf(failure.getMessage()));
    return json;
  }

  private static String type(Throwable failure) {
    return failure instanceof LlmException llm ? llm.type() : failure.getClass().getSimpleName();
  }

  private static Item item(JsonObject json) {
    String title = json.fields().containsKey("title") ? joined(json.fields().get("title")) : "";
    return new Item(text(json.id("id")), title, attributes(json, Set.of("id", "title")));
  }

  /** All fields that have no meaning of their own. */
  private static Map<String, String> attributes(JsonObject json, Set<String> others) {
    Map<String, String> attributes = new LinkedHashMap<>();
    json.fields()
        .forEach(
            (name, value) -> {
              if (!others.contains(name) && !name.isBlank()) {
                attributes.put(name, joined(value));
              }
            });
    return attributes;
  }

  private static String joined(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return String.join(", ", list.stream().map(RerankLine::joined).toList());
    }
    if (value instanceof Map<?, ?> map) {
      List<String> pairs = new ArrayList<>();
      map.forEach((name, inner) -> pairs.add(name + ": " + joined(inner)));
      return String.join(", ", pairs);
    }
    return value instanceof JsonObject.NumberText number ? number.text() : String.valueOf(value);
  }

  private static String text(Object id) {
    return id instanceof JsonObject.NumberText number ? number.text() : id.toString();
  }

  private static Object written(Object id) {
    if (!(id instanceof JsonObject.NumberText number)) {
      return id;
    }
    boolean whole = number.text().matches("-?\\d{1,18}");
    return whole ? Long.valueOf(number.text()) : number.text();
  }
}
