package io.agp.rpp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Prints the tables of docs/decisions/010: arguments are the first seed, how many there are and, if
 * not all are wanted, a method.
 */
final class PlantedRppTable {
  private PlantedRppTable() {}

  private static Map<String, UnaryOperator<RppOptimizer.Builder>> methods() {
    Map<String, UnaryOperator<RppOptimizer.Builder>> methods = new LinkedHashMap<>();
    methods.put("default", b -> b);
    methods.put("bandit", RppOptimizer.Builder::bandit);
    methods.put("mean pooling", RppOptimizer.Builder::meanPooling);
    methods.put("paper mode", RppOptimizer.Builder::paperMode);
    methods.put("PPO-4", b -> b.method(RppOptimizer.Method.PPO_4));
    methods.put("PPO-1", b -> b.method(RppOptimizer.Method.PPO_1));
    for (ActionSet set : PlantedRpp.SPACE.sets()) {
      methods.put("only " + set.pattern().name(), b -> b.patterns(set.pattern()));
      methods.put("without " + set.pattern().name(), b -> b.patterns(allBut(set.pattern())));
    }
    return methods;
  }

  static Pattern[] allBut(Pattern one) {
    return PlantedRpp.SPACE.sets().stream()
        .map(ActionSet::pattern)
        .filter(pattern -> !pattern.equals(one))
        .toArray(Pattern[]::new);
  }

  /**
   * Runs.
   *
   * @param arguments the first seed, the number of seeds and perhaps a method's name
   */
  public static void main(String[] arguments) {
    run(arguments);
  }

  /** Prints the share of the gap that each row closes on each seed, and returns it. */
  static Map<String, List<Double>> run(String[] arguments) {
    long first = Long.parseLong(arguments[0]);
    int seeds = Integer.parseInt(arguments[1]);
    Map<String, List<Double>> closed = new LinkedHashMap<>();
    for (long seed = first; seed < first + seeds; seed++) {
      PlantedRpp planted = new PlantedRpp(seed);
      put(closed, "best fixed", planted.gap.closed(planted.gap.bestFixed()));
      put(
          closed,
          "manual",
          planted.gap.closed(
              PlantedRpp.mean(planted.expected(RppPrompt.manual(PlantedRpp.SPACE)))));
      Map<String, UnaryOperator<RppOptimizer.Builder>> methods = methods();
      if (arguments.length > 2) {
        methods.keySet().retainAll(List.of(arguments[2]));
      }
      methods.forEach(
          (name, change) -> {
            RppPolicy policy = planted.learn(change.apply(planted.optimizer()));
            put(closed, name, planted.closed(policy));
            if (name.equals("default")) {
              put(closed, "default as served", planted.closedAsServed(policy));
              put(closed, "rounds", policy.rounds());
              put(closed, "ahead of best fixed, low", planted.aheadOfBestFixed(policy).low());
            }
          });
    }
    closed.forEach(PlantedRppTable::print);
    return closed;
  }

  private static void put(Map<String, List<Double>> table, String row, double value) {
    table.computeIfAbsent(row, name -> new ArrayList<>()).add(value);
  }

  private static void print(String name, List<Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%-26s mean %.3f least %.3f | %s%n",
        name,
        Arrays.stream(sorted).average().orElseThrow(),
        sorted[0],
        values.stream()
            .map(v -> String.format(Locale.ROOT, "%.3f", v))
            .collect(Collectors.joining(" ")));
  }
}
