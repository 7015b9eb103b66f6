package io.agp.llm.openai;

import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SimpleType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lets the schema checker read what the JSON parser made: maps, lists, texts, numbers. */
record PlainNode(@Nullable Object value, String pointer) implements JsonNode {
  @Override
  public String getJsonPointer() {
    return pointer;
  }

  @Override
  public SimpleType getNodeType() {
    if (value == null) {
      return SimpleType.NULL;
    }
    if (value instanceof Boolean) {
      return SimpleType.BOOLEAN;
    }
    if (value instanceof Number number) {
      // The parser gives every number a fraction; a schema calls 3.0 an integer.
      return number.doubleValue() % 1 == 0 ? SimpleType.INTEGER : SimpleType.NUMBER;
    }
    if (value instanceof List<?>) {
      return SimpleType.ARRAY;
    }
    return value instanceof Map<?, ?> ? SimpleType.OBJECT : SimpleType.STRING;
  }

  @Override
  public boolean asBoolean() {
    return Boolean.TRUE.equals(value);
  }

  @Override
  public String asString() {
    return String.valueOf(value);
  }

  @Override
  public BigInteger asInteger() {
    return asNumber().toBigInteger();
  }

  @Override
  public BigDecimal asNumber() {
    return new BigDecimal(String.valueOf(value));
  }

  @Override
  public List<JsonNode> asArray() {
    List<?> elements = Json.list(value);
    return IntStream.range(0, elements.size())
        .mapToObj(i -> (JsonNode) new PlainNode(elements.get(i), pointer + "/" + i))
        .toList();
  }

  @Override
  public Map<String, JsonNode> asObject() {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    Json.map(value)
        .ifPresent(
            map ->
                map.forEach(
                    (name, member) -> members.put(String.valueOf(name), child(name, member))));
    return members;
  }

  private PlainNode child(@Nullable Object name, @Nullable Object member) {
    String step = JsonNode.encodeJsonPointer(String.valueOf(name));
    return new PlainNode(member, pointer + "/" + step);
  }
}
