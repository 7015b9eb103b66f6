package io.agp.benchmarks.clients;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The median of some rounds, the least and the greatest. */
record Spread(double median, double least, double greatest) {
  static Spread of(List<Sample> samples, ToDoubleFunction<Sample> value) {
    return of(samples.stream().mapToDouble(value));
  }

  /** Of ratios within a round, so that what disturbed a whole round cancels out. */
  static Spread ofPairs(
      List<Sample> samples, List<Sample> others, ToDoubleBiFunction<Sample, Sample> ratio) {
    return of(
        IntStream.range(0, samples.size())
            .mapToDouble(i -> ratio.applyAsDouble(samples.get(i), others.get(i))));
  }

  private static Spread of(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  String text(int digits) {
    String number = "%." + digits + "f";
    return String.format(
        Locale.ROOT, number + " (" + number + "-" + number + ")", median, least, greatest);
  }
}
