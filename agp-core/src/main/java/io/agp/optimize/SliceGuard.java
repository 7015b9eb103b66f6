package io.agp.optimize;

import io.agp.LabelledUser;
import io.agp.metrics.Evaluation;
import io.agp.metrics.PairedBootstrap;
import io.agp.metrics.Slicing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Looks at the slices of the validation users when a prompt wins the mean. A slice is at risk as
 * long as it is not shown that it loses less than the margin: the lower bounds of all slices hold
 * together with 95 %.
 */
final class SliceGuard {
  /** Below that a bootstrap tells little; such slices are not looked at. */
  static final int LEAST_USERS = 20;

  /** The margin in NDCG where none is given and slices are only reported. */
  private static final double REPORTED_MARGIN = 0.1;

  private static final double RISK = 0.05;
  private static final long SEED = 20_261_121L;

  /** A slice with its mean difference and the lower bound of that. */
  record Slice(String name, int n, double difference, double low) {}

  private final Map<String, int[]> slices = new LinkedHashMap<>();
  private final OptionalDouble margin;
  private final int topK;

  SliceGuard(List<Slicing> slicings, List<LabelledUser> users, OptionalDouble margin, int topK) {
    for (Slicing slicing : slicings) {
      slicing.slices(users).forEach(this::add);
    }
    if (margin.isPresent() && slices.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              "A slice margin needs a slice of at least %d validation users, there are %d users in"
                  + " all",
              LEAST_USERS, users.size()));
    }
    this.margin = margin;
    this.topK = topK;
  }

  private void add(String name, int[] places) {
    if (places.length >= LEAST_USERS) {
      slices.put(name, places);
    }
  }

  double margin() {
    return margin.orElse(REPORTED_MARGIN);
  }

  /** Whether a prompt with a slice at risk is refused, and not only reported. */
  boolean refuses() {
    return margin.isPresent();
  }

  List<Slice> atRisk(Evaluation champion, Evaluation challenger) {
    double[] gains = ValidatedRule.differences(champion, challenger, e -> e.ndcgPerUser(topK));
    List<Slice> atRisk = new ArrayList<>();
    slices.forEach(
        (name, places) -> {
          double[] gain = Arrays.stream(places).mapToDouble(place -> gains[place]).toArray();
          double low = PairedBootstrap.lowerBound(gain, RISK / slices.size(), SEED);
          if (low <= -margin()) {
            double mean = Arrays.stream(gain).average().orElseThrow();
            atRisk.add(new Slice(name, gain.length, mean, low));
          }
        });
    return atRisk;
  }
}
