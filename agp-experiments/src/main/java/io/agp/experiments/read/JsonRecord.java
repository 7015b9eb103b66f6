package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fields of one JSON object: texts (numbers are texts as they are written), booleans, lists and
 * objects. A field that is {@code null} is absent.
 */
final class JsonRecord implements TableRow {
  /** A {@code null} in a list: it keeps its place, as places can mean something. */
  static final Object NOTHING =
      new Object() {
        @Override
        public String toString() {
          return "null";
        }
      };

  private final Lines.Line line;
  private final Reading reading;
  private final Map<String, Object> values;

  JsonRecord(Lines.Line line, Reading reading, Map<String, Object> values) {
    this.line = line;
    this.reading = reading;
    this.values = values;
  }

  boolean has(String field) {
    return values.containsKey(field);
  }

  /** A text or number that must be there and must not be blank. */
  String required(String field) {
    String text = scalar(field).orElse("");
    if (text.isBlank()) {
      throw rejected(field, "must be a text that is not blank, or a number");
    }
    return text;
  }

  /** A text or number, if there is one; anything else is malformed. */
  @Override
  public Optional<String> scalar(String field) {
    Object value = values.get(field);
    if (value == null || value instanceof String) {
      return Optional.ofNullable((String) value);
    }
    throw rejected(field, "must be a text or a number");
  }

  /** A number within a range, if there is one. */
  Optional<Double> number(String field, double min, double max) {
    return scalar(field).map(text -> number(field, text, min, max));
  }

  private double number(String field, String text, double min, double max) {
    double value = parsed(text);
    if (!(value >= min && value <= max)) {
      throw rejected(field, String.format("must be a number from %s to %s", min, max));
    }
    return value;
  }

  /** The number that a text is, or NaN if it is none. */
  static double parsed(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /**
   * The text of a field of a catalogue, or the first of a list of texts; empty if there is none.
   */
  String text(String field) {
    List<String> texts = texts(field);
    return texts.isEmpty() ? "" : texts.get(0);
  }

  /** The texts of a field of a catalogue, however lists are nested; what is no text is counted. */
  @Override
  public List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    Object value = values.get(field);
    if (value != null) {
      addTexts(field, value, texts);
    }
    return texts;
  }

  /** A list of texts or numbers, none of them blank; anything else is malformed. */
  List<String> ids(String field) {
    List<String> ids = new ArrayList<>();
    if (!(values.get(field) instanceof List<?> list)) {
      throw rejected(field, "must be a list of ids");
    }
    for (Object value : list) {
      if (!(value instanceof String id) || id.isBlank()) {
        throw rejected(field, "must be a list of ids: texts that are not blank, or numbers");
      }
      ids.add(id);
    }
    return ids;
  }

  private void addTexts(String field, Object value, List<String> texts) {
    if (value instanceof String text) {
      texts.add(text);
    } else if (value instanceof List<?> list) {
      list.forEach(element -> addTexts(field, element, texts));
    } else if (value != NOTHING) {
      reading.problem("field " + field + " that is neither text nor texts: left out", place());
    }
  }

  /** The object in a field; without any field if there is none. */
  JsonRecord child(String field) {
    List<JsonRecord> children = children(field);
    return children.isEmpty() ? new JsonRecord(line, reading, Map.of()) : children.get(0);
  }

  /** The objects in a field: those of a list, or the only one. */
  List<JsonRecord> children(String field) {
    Object value = values.get(field);
    List<?> elements =
        value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    return elements.stream().filter(Map.class::isInstance).map(this::child).toList();
  }

  @SuppressWarnings("unchecked") // Only this package makes the values, and names are texts.
  private JsonRecord child(Object object) {
    return new JsonRecord(line, reading, (Map<String, Object>) object);
  }

  /** Says that a field of this record breaks a rule. */
  @Override
  public DataException rejected(String field, String rule) {
    return line.rejected(field, String.valueOf(values.get(field)), rule);
  }

  /** Where this record is, for people. */
  @Override
  public String place() {
    return line.place();
  }
}
