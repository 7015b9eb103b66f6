package io.agp.llm.openai;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The fields of an object of a table of models; what breaks a rule is told with its place. */
final class ModelFields {
  private final String place;
  private final Map<?, ?> values;

  /** A field that is not known is most likely a misspelt one, which would silently do nothing. */
  ModelFields(String place, Map<?, ?> values, Set<String> known) {
    this.place = place;
    this.values = values;
    for (Object name : values.keySet()) {
      if (!known.contains(String.valueOf(name))) {
        throw new IllegalArgumentException(
            place
                + " has the unknown field \""
                + name
                + "\"; known are "
                + known.stream().sorted().toList());
      }
    }
  }

  String place(String name) {
    return place + "." + name;
  }

  void require(boolean rule, String name, String must) {
    if (!rule) {
      throw new IllegalArgumentException(place(name) + " " + must + ", was " + values.get(name));
    }
  }

  /** Puts the place before what a value object found wrong. */
  <T> T checked(String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(place)
          ? e
          : new IllegalArgumentException(place(name) + ": " + message, e);
    }
  }

  private <T> Optional<T> get(String name, Class<T> type, String must) {
    Object value = values.get(name);
    require(value == null || type.isInstance(value), name, must);
    return Optional.ofNullable(value).map(type::cast);
  }

  Optional<String> text(String name) {
    return get(name, String.class, "must be a string");
  }

  Optional<Boolean> flag(String name) {
    return get(name, Boolean.class, "must be true or false");
  }

  Optional<Number> number(String name) {
    return get(name, Number.class, "must be a number");
  }

  double needed(String name) {
    require(values.get(name) instanceof Number, name, "must be a number");
    return number(name).orElseThrow().doubleValue();
  }

  Optional<Map<?, ?>> object(String name) {
    Object value = values.get(name);
    require(value == null || value instanceof Map<?, ?>, name, "must be an object");
    return Json.map(value);
  }

  Optional<List<String>> texts(String name) {
    return get(name, List.class, "must be an array of strings")
        .map(
            list -> {
              List<?> all = list;
              require(
                  all.stream().allMatch(String.class::isInstance),
                  name,
                  "must be an array of strings");
              return all.stream().map(String.class::cast).toList();
            });
  }

  Optional<LocalDate> date(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return LocalDate.parse(text);
              } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                    place(name) + " must be a date such as 2027-01-14, was " + text, e);
              }
            });
  }

  <E extends Enum<E>> Optional<E> constant(String name, Class<E> type) {
    return text(name)
        .map(
            text -> {
              List<String> words =
                  Arrays.stream(type.getEnumConstants())
                      .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                      .toList();
              require(words.contains(text), name, "must be one of " + words);
              return type.getEnumConstants()[words.indexOf(text)];
            });
  }
}
