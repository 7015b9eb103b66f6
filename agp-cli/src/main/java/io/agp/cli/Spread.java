package io.agp.cli;

import com.google.common.math.Quantiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The five numbers that say how values are spread. Quartiles between two values are interpolated.
 *
 * @param min the least value
 * @param q1 a quarter of the values is at most this
 * @param median half of the values is at most this
 * @param q3 three quarters of the values are at most this
 * @param max the greatest value
 */
record Spread(double min, double q1, double median, double q3, double max) {
  /** Empty if there is no value. */
  static Optional<Spread> of(int[] values) {
    if (values.length == 0) {
      return Optional.empty();
    }
    List<Double> at =
        List.copyOf(Quantiles.quartiles().indexes(0, 1, 2, 3, 4).compute(values).values());
    return Optional.of(new Spread(at.get(0), at.get(1), at.get(2), at.get(3), at.get(4)));
  }

  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("min", min);
    json.put("q1", q1);
    json.put("median", median);
    json.put("q3", q3);
    json.put("max", max);
    return json;
  }
}
