package io.agp.testkit.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The forms of answers that can be asked for, and the schemas of strict mode. */
final class ResponseFormats {
  private static final int DEEPEST = 10;
  private static final Set<String> FORBIDDEN =
      Set.of(
          "allOf",
          "not",
          "if",
          "then",
          "else",
          "dependentRequired",
          "dependentSchemas",
          "patternProperties");

  private static final RequestField PLAIN =
      RequestField.object(Map.of("type", RequestField.choice("text", "json_object")), "type");

  private static final RequestField SCHEMA =
      RequestField.object(
          Map.of(
              "type",
              RequestField.choice("json_schema"),
              "json_schema",
              (value, place, problems) -> {
                jsonSchema().check(value, place, problems);
                if (value instanceof Map<?, ?> format
                    && Boolean.TRUE.equals(format.get("strict"))) {
                  strict(format.get("schema"), place + ".schema", problems);
                }
              }),
          "type",
          "json_schema");

  private ResponseFormats() {}

  /**
   * A form.
   *
   * @param schemas whether there are schemas
   */
  static RequestField field(boolean schemas) {
    return (value, place, problems) -> {
      boolean isSchema =
          value instanceof Map<?, ?> format && "json_schema".equals(format.get("type"));
      (schemas && isSchema ? SCHEMA : PLAIN).check(value, place, problems);
    };
  }

  private static RequestField jsonSchema() {
    return RequestField.object(
        Map.of(
            "name", RequestField.pattern("[A-Za-z0-9_-]{1,64}"),
            "description", RequestField.text(0, Integer.MAX_VALUE),
            "strict", RequestField.flag(),
            "schema", (value, place, problems) -> {}),
        "name",
        "schema");
  }

  private static void strict(@Nullable Object schema, String place, List<String> problems) {
    if (!(schema instanceof Map<?, ?> root)
        || !"object".equals(root.get("type"))
        || root.containsKey("anyOf")) {
      problems.add(place + " must be an object, and no anyOf");
    } else {
      strict(root, place, 0, problems);
    }
  }

  private static void strict(Map<?, ?> schema, String place, int depth, List<String> problems) {
    schema.keySet().stream()
        .filter(FORBIDDEN::contains)
        .forEach(word -> problems.add(place + " must not use " + word));
    boolean isObject =
        "object".equals(schema.get("type"))
            || (schema.get("type") instanceof List<?> types && types.contains("object"));
    if (isObject && !Boolean.FALSE.equals(schema.get("additionalProperties"))) {
      problems.add(place + " must set additionalProperties to false");
    }
    if (depth > DEEPEST) {
      problems.add(place + " is nested deeper than " + DEEPEST + " levels");
    }
    schema.forEach(
        (word, part) -> part(String.valueOf(word), part, schema, place, depth, problems));
  }

  private static void part(
      String word, Object part, Map<?, ?> schema, String place, int depth, List<String> problems) {
    String below = place + "." + word;
    if (word.equals("properties") && part instanceof Map<?, ?> properties) {
      boolean areRequired =
          schema.get("required") instanceof List<?> required
              && required.containsAll(properties.keySet());
      if (!areRequired && !properties.isEmpty()) {
        problems.add(place + " must require all its properties");
      }
      each(properties.values(), below, depth + 1, problems);
    } else if (word.equals("$defs") && part instanceof Map<?, ?> definitions) {
      each(definitions.values(), below, depth, problems);
    } else if (word.equals("anyOf") && part instanceof List<?> choices) {
      each(choices, below, depth, problems);
    } else if (word.equals("items") && part instanceof Map<?, ?> items) {
      strict(items, below, depth, problems);
    }
  }

  private static void each(Iterable<?> schemas, String place, int depth, List<String> problems) {
    for (Object schema : schemas) {
      if (schema instanceof Map<?, ?> map) {
        strict(map, place, depth, problems);
      }
    }
  }
}
