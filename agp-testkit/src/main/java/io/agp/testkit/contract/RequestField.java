package io.agp.testkit.contract;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the value of a field may be; finds what is wrong with one. */
@FunctionalInterface
interface RequestField {
  /** Adds to the problems, each of which begins with the place. */
  void check(Object value, String place, List<String> problems);

  private static RequestField of(String rule, java.util.function.Predicate<Object> holds) {
    return (value, place, problems) -> {
      if (!holds.test(value)) {
        problems.add(
            place + " must be " + rule + ", was " + (value == RequestJson.NULL ? "null" : value));
      }
    };
  }

  static RequestField text(int least, int most) {
    return of(
        "a text of " + least + " to " + most + " characters",
        value ->
            value instanceof String text
                && text.codePointCount(0, text.length()) >= least
                && text.codePointCount(0, text.length()) <= most);
  }

  static RequestField pattern(String pattern) {
    return of("a text like " + pattern, v -> v instanceof String text && text.matches(pattern));
  }

  static RequestField choice(String... words) {
    List<String> all = Arrays.asList(words);
    return of("one of " + all, all::contains);
  }

  static RequestField flag() {
    return of("true or false", Boolean.class::isInstance);
  }

  static RequestField number(int least, int most) {
    return of(least + ".." + most, value -> isWithin(value, least, most));
  }

  /** Written without a fraction, as a server that reads an integer wants it. */
  static RequestField whole(long least, long most) {
    return of(
        "an integer " + least + ".." + most,
        value -> isWithin(value, least, most) && ((BigDecimal) value).scale() == 0);
  }

  private static boolean isWithin(Object value, long least, long most) {
    return value instanceof BigDecimal number
        && number.compareTo(BigDecimal.valueOf(least)) >= 0
        && number.compareTo(BigDecimal.valueOf(most)) <= 0;
  }

  /** One text, or a list of some. */
  static RequestField texts(int most) {
    return of(
        "a text or 1.." + most + " texts",
        value ->
            value instanceof String
                || (value instanceof List<?> list
                    && !list.isEmpty()
                    && list.size() <= most
                    && list.stream().allMatch(String.class::isInstance)));
  }

  static RequestField metadata() {
    return of(
        "at most 16 texts of 512 characters under names of 64",
        value ->
            value instanceof Map<?, ?> map
                && map.size() <= 16
                && map.keySet().stream().allMatch(name -> String.valueOf(name).length() <= 64)
                && map.values().stream().allMatch(v -> v instanceof String s && s.length() <= 512));
  }

  /** An object of known members. */
  static RequestField object(Map<String, RequestField> members, String... required) {
    return (value, place, problems) -> {
      if (value instanceof Map<?, ?> object) {
        required(object, place, problems, required);
        members(object, members, true, place, problems);
      } else {
        problems.add(place + " must be an object");
      }
    };
  }

  static void required(Map<?, ?> object, String place, List<String> problems, String... names) {
    for (String name : names) {
      if (!object.containsKey(name)) {
        problems.add(place + ": " + name + " is missing");
      }
    }
  }

  /** Checks members; those that are not known are a problem where nothing else is taken. */
  static void members(
      Map<?, ?> object,
      Map<String, RequestField> known,
      boolean nothingElse,
      String place,
      List<String> problems) {
    object.forEach(
        (name, value) -> {
          RequestField field = known.get(String.valueOf(name));
          if (field != null) {
            field.check(value, place + "." + name, problems);
          } else if (nothingElse) {
            problems.add(place + ": Unknown parameter: " + name);
          } else if (value == RequestJson.NULL) {
            problems.add(place + "." + name + " must be left out, was null");
          }
        });
  }
}
