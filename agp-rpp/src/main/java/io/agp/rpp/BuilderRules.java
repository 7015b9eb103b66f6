package io.agp.rpp;

import java.time.Duration;

/** What builders check alike. */
final class BuilderRules {
  private BuilderRules() {}

  static int atLeast(int least, int value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
    }
    return value;
  }

  static Duration positive(Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("timeout must be more than zero, was " + timeout);
    }
    return timeout;
  }
}
