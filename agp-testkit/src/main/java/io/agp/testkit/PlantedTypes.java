package io.agp.testkit;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which user is of which type. Each part of the type is drawn in blocks of users that follow one
 * another and hold each of its values once, so that samples of any size are balanced.
 */
final class PlantedTypes {
  private static final Pattern USER_ID = Pattern.compile("(?s)(.+)-(\\d{1,9})");

  private final long seed;
  private final List<Integer> sizes;

  PlantedTypes(long seed, int roles, int reasoningKinds, int formats) {
    this.seed = seed;
    this.sizes = List.of(2, roles, reasoningKinds, formats);
  }

  /** How many values each part has: horizon, role, reasoning, format. */
  List<Integer> sizes() {
    return sizes;
  }

  int count() {
    return sizes.stream().reduce(1, Math::multiplyExact);
  }

  /** A type's number, 0..count-1. */
  int code(PlantedType type) {
    int code = type.shortTerm() ? 0 : 1;
    code = code * sizes.get(1) + type.role();
    code = code * sizes.get(2) + type.reasoning();
    return code * sizes.get(3) + type.format();
  }

  PlantedType ofCode(int code) {
    int format = code % sizes.get(3);
    int rest = code / sizes.get(3);
    int reasoning = rest % sizes.get(2);
    rest /= sizes.get(2);
    return new PlantedType(rest / sizes.get(1) == 0, rest % sizes.get(1), reasoning, format);
  }

  static String id(String prefix, int index) {
    return prefix + "-" + index;
  }

  PlantedType of(String userId) {
    Matcher id = USER_ID.matcher(userId);
    if (!id.matches()) {
      throw new IllegalArgumentException(
          "The id of a planted user must be a prefix, - and a number, was \"" + userId + '"');
    }
    int index = Integer.parseInt(id.group(2));
    return new PlantedType(
        value(0, id.group(1), index) == 0,
        value(1, id.group(1), index),
        value(2, id.group(1), index),
        value(3, id.group(1), index));
  }

  private int value(int part, String prefix, int index) {
    int size = sizes.get(part);
    String block = String.format("type %d %d %s", part, index / size, prefix);
    return Draws.of(seed, List.of(), block).shuffled(size).get(index % size);
  }
}
