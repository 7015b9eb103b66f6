package io.agp.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Orders candidates by the genres of the history that is shown, with noise. */
final class PlantedTaste {
  private PlantedTaste() {}

  /**
   * How often each candidate's genre is shown in the history, divided by how often the most
   * frequent genre is.
   */
  static List<Double> scores(List<String> history, List<String> candidates) {
    int most = 1;
    for (String genre : history) {
      most = Math.max(most, Collections.frequency(history, genre));
    }
    List<Double> scores = new ArrayList<>();
    for (String genre : candidates) {
      scores.add(Collections.frequency(history, genre) / (double) most);
    }
    return scores;
  }

  static double[] noisy(List<Double> scores, double deviation, Draws draws) {
    double[] noisy = new double[scores.size()];
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] = scores.get(i) + deviation * draws.gaussian();
    }
    return noisy;
  }

  /** The places of the candidates, the best score first. */
  static List<Integer> order(double[] scores) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble((Integer place) -> scores[place]).reversed());
    return order;
  }
}
