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
    int bad = firstNotFinite(vector);
    if (bad >= 0) {
      throw new IllegalArgumentException(
          name + "[" + bad + "] must be finite but is " + vector[bad]);
    }
  }

  /** At least one vector, all of the same given length. */
  static void vectors(String name, double[][] vectors, int length) {
    that(vectors.length > 0, "%s must have at least one vector", name);
    for (int i = 0; i < vectors.length; i++) {
      // Names are made only for what is wrong: every ranking that is served comes through here.
      if (vectors[i].length != length || firstNotFinite(vectors[i]) >= 0) {
        vector(name + "[" + i + "]", vectors[i], length);
      }
    }
  }

  private static int firstNotFinite(double[] vector) {
    for (int i = 0; i < vector.length; i++) {
      if (!Double.isFinite(vector[i])) {
        return i;
      }
    }
    return -1;
  }
}
