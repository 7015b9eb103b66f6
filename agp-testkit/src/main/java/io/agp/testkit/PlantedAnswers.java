package io.agp.testkit;

import java.util.List;
import java.util.Optional;

/** Writes orders down, and fails to when it is told so. */
final class PlantedAnswers {
  /** The share of failed answers that name no candidate; the others are cut short. */
  static final double UNREADABLE = 0.75;

  /** How many candidates an answer that is cut short names. */
  static final int KEPT = 2;

  private static final List<String> WITHOUT_ORDER =
      List.of(
          "{\"ranking\": [",
          "I would like to know more about this person before I put anything in an order.",
          "All of these would be good choices, each in its own way.");

  private PlantedAnswers() {}

  static String write(
      List<Integer> order,
      List<ShownItem> candidates,
      AnswerStyle style,
      double failure,
      Draws draws) {
    if (!draws.chance(failure)) {
      return text(order, candidates, style);
    }
    return draws.chance(UNREADABLE)
        ? draws.pick(WITHOUT_ORDER)
        : text(order.subList(0, Math.min(KEPT, order.size())), candidates, style)
            .replaceFirst("[\\]}]+$", "");
  }

  private static String text(List<Integer> order, List<ShownItem> candidates, AnswerStyle style) {
    return style.form().write(ids(order, candidates), titles(order, candidates));
  }

  private static List<String> ids(List<Integer> order, List<ShownItem> candidates) {
    return order.stream().map(place -> id(place, candidates.get(place).id())).toList();
  }

  private static String id(int place, Optional<String> shown) {
    return shown.orElse(Integer.toString(place + 1));
  }

  private static List<String> titles(List<Integer> order, List<ShownItem> candidates) {
    return order.stream().map(place -> candidates.get(place).title()).toList();
  }
}
