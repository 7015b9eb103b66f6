package io.agp.llm.openai;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What strict mode takes of JSON Schema, checked here so that a schema that would be refused is not
 * sent. The figures are OpenAI's of 2026.
 */
final class StrictMode {
  private static final int MAX_DEPTH = 10;
  private static final int MAX_PROPERTIES = 5000;
  private static final int MAX_ENUM_VALUES = 1000;
  private static final int MAX_CHARACTERS = 120_000;
  private static final List<String> FORBIDDEN =
      List.of(
          "allOf",
          "not",
          "if",
          "then",
          "else",
          "dependentRequired",
          "dependentSchemas",
          "dependencies");

  private int properties;
  private int enumValues;

  private StrictMode() {}

  /** The first rule that a schema breaks. */
  static Optional<String> problem(String text, Map<?, ?> root) {
    if (text.length() > MAX_CHARACTERS) {
      return tooMany("characters", MAX_CHARACTERS, text.length());
    }
    if (!"object".equals(root.get("type")) || root.containsKey("anyOf")) {
      return Optional.of("the root must be of type object, and no anyOf");
    }
    StrictMode counts = new StrictMode();
    return counts.walk(root, "#", 0).or(counts::overLimit);
  }

  private Optional<String> overLimit() {
    if (properties > MAX_PROPERTIES) {
      return tooMany("properties", MAX_PROPERTIES, properties);
    }
    return enumValues > MAX_ENUM_VALUES
        ? tooMany("enum values", MAX_ENUM_VALUES, enumValues)
        : Optional.empty();
  }

  private static Optional<String> tooMany(String what, int most, int found) {
    return Optional.of("at most " + most + " " + what + " are allowed, found " + found);
  }

  private Optional<String> walk(Map<?, ?> schema, String place, int depth) {
    Optional<String> own = forbidden(schema, place).or(() -> object(schema, place));
    if (own.isPresent()) {
      return own;
    }
    enumValues += Json.list(schema.get("enum")).size();
    if (depth > MAX_DEPTH) {
      return Optional.of(place + " is nested deeper than " + MAX_DEPTH + " levels");
    }
    return nested(schema, place)
        .map(child -> walk(child.schema, child.place, depth + child.levels))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> forbidden(Map<?, ?> schema, String place) {
    return FORBIDDEN.stream()
        .filter(schema::containsKey)
        .map(keyword -> place + " must not use " + keyword)
        .findFirst();
  }

  private Optional<String> object(Map<?, ?> schema, String place) {
    Set<?> names = Json.map(schema.get("properties")).map(Map::keySet).orElse(Set.of());
    properties += names.size();
    if (!isObject(schema.get("type")) && names.isEmpty()) {
      return Optional.empty();
    }
    if (!Boolean.FALSE.equals(schema.get("additionalProperties"))) {
      return Optional.of(place + " must set additionalProperties to false");
    }
    Collection<?> required = new HashSet<>(Json.list(schema.get("required")));
    return names.stream()
        .filter(name -> !required.contains(name))
        .map(name -> place + " must require its property \"" + name + "\"")
        .findFirst();
  }

  private static boolean isObject(@Nullable Object type) {
    return "object".equals(type) || Json.list(type).contains("object");
  }

  private static Stream<Place> nested(Map<?, ?> schema, String place) {
    return Stream.of(
            members(schema, place, "properties", 1),
            members(schema, place, "$defs", 0),
            members(schema, place, "definitions", 0),
            Json.map(schema.get("items"))
                .map(items -> new Place(items, place + "/items", 1))
                .stream(),
            alternatives(schema, place))
        .flatMap(places -> places);
  }

  private static Stream<Place> members(Map<?, ?> schema, String place, String keyword, int levels) {
    return Json.map(schema.get(keyword)).stream()
        .flatMap(members -> members.entrySet().stream())
        .flatMap(
            member ->
                Json.map(member.getValue()).stream()
                    .map(
                        child ->
                            new Place(
                                child, place + "/" + keyword + "/" + member.getKey(), levels)));
  }

  private static Stream<Place> alternatives(Map<?, ?> schema, String place) {
    return Json.list(schema.get("anyOf")).stream()
        .flatMap(alternative -> Json.map(alternative).stream())
        .map(alternative -> new Place(alternative, place + "/anyOf", 0));
  }

  /** A schema within a schema. */
  private record Place(Map<?, ?> schema, String place, int levels) {}
}
