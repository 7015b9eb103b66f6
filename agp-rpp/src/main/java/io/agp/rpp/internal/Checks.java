package io.agp.rpp.internal;

/** Rules for arguments: what breaks one is named in an {@link IllegalArgumentException}. */
final class Checks {
  private Checks() {}

  /** The message is a format of %s alone, filled in only where the rule is broken. */
  @SuppressWarnings("AnnotateFormatMethod") // Its annotation would be a library more.
  static void that(boolean rule, String message, Object... values) {
    if (!rule) {
      throw new IllegalArgumentException(String.format(message, values));
    }
  }

  /** A vector of a given length without infinities and NaN. */
  static void vector(String name, double[] vector, int length) {
    if (vector.length != length) {
      throw new IllegalArgumentException(
          name + " must have " + length + " numbers but has " + vector.length);
    }
    for (int i = 0; i < length; i++) {
      if (!Double.isFinite(vector[i])) {
        throw new IllegalArgumentException(name + "[" + i + "] must be finite but is " + vector[i]);
      }
    }
  }

  /** At least one vector of the same length each. */
  static void vectors(String name, double[][] vectors, int length) {
    that(vectors.length > 0, "%s must have at least one vector", name);
    for (int i = 0; i < vectors.length; i++) {
      vector(name + "[" + i + "]", vectors[i], length);
    }
  }
}
