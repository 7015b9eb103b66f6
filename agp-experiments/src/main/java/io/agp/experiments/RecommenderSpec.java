package io.agp.experiments;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

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

  boolean has(String key) {
    known.add(key);
    return settings.containsKey(key);
  }

  String text(String key) {
    return settings.getOrDefault(key, "");
  }

  int integer(String key) {
    try {
      return Integer.parseInt(settings.getOrDefault(key, ""));
    } catch (NumberFormatException e) {
      throw wrong(key + "=" + settings.get(key), "the value must be a whole number");
    }
  }

  double number(String key) {
    try {
      return Double.parseDouble(settings.getOrDefault(key, ""));
    } catch (NumberFormatException e) {
      throw wrong(key + "=" + settings.get(key), "the value must be a number");
    }
  }

  <E extends Enum<E>> E constant(String key, Class<E> type) {
    String value = settings.getOrDefault(key, "");
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(value)) {
        return constant;
      }
    }
    throw wrong(
        key + "=" + value, "the value must be one of " + Arrays.toString(type.getEnumConstants()));
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
