package io.agp.cli;

import io.agp.experiments.report.FullRanking;
import io.agp.metrics.Evaluation;
import io.agp.metrics.PairedBootstrap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * What a cell came to. It holds nothing that another run of the same cell would have otherwise: no
 * times, and requests as they were made, whether a cache answered them or not.
 *
 * @param values by measure
 * @param n the number of users; 0 if the cell could not be filled
 * @param ndcg every user's NDCG@10, to pair cells by
 * @param fallbackShare the share of users who kept the base order because a call failed, 0..1
 * @param learningRequests requests that learning made
 * @param testRequests requests that the test made
 * @param unfilled why the data at hand cannot fill the cell
 */
record CellResult(
    Map<String, Value> values,
    int n,
    Map<String, Double> ndcg,
    double fallbackShare,
    long learningRequests,
    long testRequests,
    Optional<String> unfilled) {
  /**
   * A mean with its interval.
   *
   * @param mean the mean over users, or a count
   * @param interval the 95 % interval of a mean, low and high; empty for a count
   */
  record Value(double mean, List<Double> interval) {
    Map<String, Object> asJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("mean", mean);
      if (!interval.isEmpty()) {
        json.put("ci95", interval);
      }
      return json;
    }

    static Value of(JsonObject json) {
      return new Value(
          json.decimal("mean"),
          json.fields().containsKey("ci95") ? json.decimals("ci95") : List.of());
    }
  }

  static CellResult of(Evaluation evaluation, long seed, long learningRequests, long testRequests) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (CellMeasure measure : CellMeasure.values()) {
      PairedBootstrap mean = FullRanking.mean(measure.perUser(evaluation), seed);
      values.put(
          measure.toString(), new Value(mean.meanDifference(), List.of(mean.low(), mean.high())));
    }
    values.put(CellMeasure.CALLS, new Value(learningRequests, List.of()));
    Map<String, Double> ndcg = new LinkedHashMap<>();
    double[] perUser = CellMeasure.NDCG_10.perUser(evaluation);
    for (int i = 0; i < perUser.length; i++) {
      ndcg.put(evaluation.users().get(i).user().id(), perUser[i]);
    }
    return new CellResult(
        values,
        evaluation.n(),
        ndcg,
        evaluation.fallbackShare(),
        learningRequests,
        testRequests,
        Optional.empty());
  }

  static CellResult unfilled(String reason) {
    return new CellResult(Map.of(), 0, Map.of(), 0, 0, 0, Optional.of(reason));
  }

  /** The paired difference to another cell in NDCG@10; empty if that is of other users. */
  Optional<PairedBootstrap> minus(CellResult other, long seed) {
    if (n == 0 || !ndcg.keySet().equals(other.ndcg.keySet())) {
      return Optional.empty();
    }
    double[] own = ndcg.values().stream().mapToDouble(Double::doubleValue).toArray();
    double[] others =
        ndcg.keySet().stream()
            .flatMapToDouble(user -> DoubleStream.of(other.ndcg.getOrDefault(user, 0.0)))
            .toArray();
    return Optional.of(PairedBootstrap.compare(others, own, seed));
  }

  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    if (unfilled.isPresent()) {
      json.put("unfilled", unfilled.get());
      return json;
    }
    json.put("n", n);
    Map<String, Object> measured = new LinkedHashMap<>();
    values.forEach((measure, value) -> measured.put(measure, value.asJson()));
    json.put("values", measured);
    json.put("fallbackShare", fallbackShare);
    json.put("learningRequests", Long.toString(learningRequests));
    json.put("testRequests", Long.toString(testRequests));
    json.put("ndcg@10", ndcg);
    return json;
  }

  static CellResult of(JsonObject json) {
    String reason = json.optionalString("unfilled");
    if (reason != null) {
      return unfilled(reason);
    }
    Map<String, Value> values = new LinkedHashMap<>();
    JsonObject measured = json.object("values");
    measured.fields().keySet().forEach(m -> values.put(m, Value.of(measured.object(m))));
    Map<String, Double> ndcg = new LinkedHashMap<>();
    JsonObject perUser = json.object("ndcg@10");
    perUser.fields().keySet().forEach(user -> ndcg.put(user, perUser.decimal(user)));
    return new CellResult(
        values,
        json.integer("n"),
        ndcg,
        json.decimal("fallbackShare"),
        Long.parseLong(json.string("learningRequests")),
        Long.parseLong(json.string("testRequests")),
        Optional.empty());
  }
}
