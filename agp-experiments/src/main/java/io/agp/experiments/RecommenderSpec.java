package io.agp.experiments;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;

/**
 * A recommender's name with settings behind it, as the command line takes it: {@code
 * lightgcn:layers=2,dimensions=32}. A setting that the recommender does not ask for is an error.
 */
final class RecommenderSpec {
  private final String text;
  private final String name;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final TreeSet<String> known = new TreeSet<>();

  private RecommenderSpec(String text) {
    this.text = text;
    int colon = text.indexOf(':');
    this.name = colon < 0 ? text : text.substring(0, colon);
    if (colon >= 0) {
      for (String setting : text.substring(colon + 1).split(",", -1)) {
        add(setting);
      }
    }
  }

  static RecommenderSpec parse(String text) {
    return new RecommenderSpec(text);
  }

  private void add(String setting) {
    int sign = setting.indexOf('=');
    if (sign < 1 || settings.put(setting.substring(0, sign), setting.substring(sign + 1)) != null) {
      throw wrong(setting, "settings must be key=value, each key once");
    }
  }

  String name() {
    return name;
  }

  /** Hands over a setting that is a text, if it was given. */
  void text(String key, Consumer<String> setting) {
    known.add(key);
    String value = settings.get(key);
    if (value != null) {
      setting.accept(value);
    }
  }

  /** Hands over a setting that is a whole number, if it was given. */
  void integer(String key, IntConsumer setting) {
    text(key, value -> setting.accept(wholeNumber(key, value)));
  }

  /** A setting that is a whole number; empty if it was not given. */
  OptionalInt integer(String key) {
    known.add(key);
    String value = settings.get(key);
    return value == null ? OptionalInt.empty() : OptionalInt.of(wholeNumber(key, value));
  }

  /** The value of a setting as a whole number. */
  int wholeNumber(String key, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw wrong(key + "=" + value, "the value must be a whole number");
    }
  }

  /** Hands over a setting that is a number, if it was given. */
  void number(String key, DoubleConsumer setting) {
    text(key, value -> setting.accept(anyNumber(key, value)));
  }

  private double anyNumber(String key, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw wrong(key + "=" + value, "the value must be a number");
    }
  }

  /** Hands over a setting that is one of a few words, if it was given. */
  <E extends Enum<E>> void constant(String key, Class<E> type, Consumer<E> setting) {
    text(key, value -> setting.accept(oneOf(key, value, type)));
  }

  private <E extends Enum<E>> E oneOf(String key, String value, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(value)) {
        return constant;
      }
    }
    String words = Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
    throw wrong(key + "=" + value, "the value must be one of " + words);
  }

  /** To be called when every setting was asked for. */
  void requireNothingElse() {
    for (String key : settings.keySet()) {
      if (!known.contains(key)) {
        throw wrong(key, name + (known.isEmpty() ? " has no settings" : " knows " + known));
      }
    }
  }

  private IllegalArgumentException wrong(String what, String rule) {
    return new IllegalArgumentException(
        String.format("Recommender \"%s\", setting \"%s\": %s", text, what, rule));
  }
}
