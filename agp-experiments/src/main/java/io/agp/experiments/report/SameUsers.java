package io.agp.experiments.report;

import io.agp.LabelledUser;
import io.agp.metrics.Evaluation;
import java.util.List;
import java.util.stream.IntStream;

/** Two evaluations can be paired if they are of the same users with the same relevant items. */
final class SameUsers {
  private SameUsers() {}

  static void require(Evaluation one, Evaluation other) {
    if (one.n() != other.n()) {
      throw new IllegalArgumentException(
          String.format(
              "A paired comparison needs the same users, was given %d and %d", one.n(), other.n()));
    }
    IntStream.range(0, one.n()).forEach(place -> require(one.users(), other.users(), place));
  }

  private static void require(List<LabelledUser> some, List<LabelledUser> others, int place) {
    LabelledUser one = some.get(place);
    LabelledUser other = others.get(place);
    if (!one.user().id().equals(other.user().id()) || !one.gains().equals(other.gains())) {
      throw new IllegalArgumentException(
          String.format(
              "A paired comparison needs the same users with the same relevant items, was given"
                  + " user %s with %s and user %s with %s",
              one.user().id(), one.gains(), other.user().id(), other.gains()));
    }
  }
}
