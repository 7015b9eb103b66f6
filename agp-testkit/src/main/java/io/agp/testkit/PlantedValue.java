package io.agp.testkit;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.testkit.PlantedWorld.Choice;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The mean NDCG@10 over the model's noise, by drawing it. Situations that are alike are drawn once.
 * Thread-safe.
 */
final class PlantedValue {
  private static final int DRAWS = 200;

  private final PlantedMind mind;
  private final ConcurrentMap<Situation, Means> drawn = new ConcurrentHashMap<>();

  PlantedValue(PlantedMind mind) {
    this.mind = mind;
  }

  /** What decides how a model's order turns out: scores in base order, the relevant one, noise. */
  private record Situation(List<Double> scores, int relevant, double noise) {}

  /** NDCG@10 of a whole answer and of one that is cut short. */
  private record Means(double whole, double cut) {}

  double expectedNdcg(LabelledUser user, Choice choice, int historyLength) {
    mind.check(choice);
    List<Item> history = user.user().lastItems(historyLength);
    Optional<PlantedType> type = mind.typeTold(history.stream().map(Item::title).toList());
    List<Double> scores =
        PlantedTaste.scores(PlantedUsers.genres(history), PlantedUsers.genres(user.candidates()));
    int relevant = relevant(user);
    Situation situation = new Situation(scores, relevant, mind.noise(type, choice));
    Means means = drawn.computeIfAbsent(situation, this::draw);
    double failure = mind.failure(type, choice);
    double failed =
        PlantedAnswers.UNREADABLE * ndcg(relevant) + (1 - PlantedAnswers.UNREADABLE) * means.cut();
    return (1 - failure) * means.whole() + failure * failed;
  }

  private static int relevant(LabelledUser user) {
    for (int place = 0; place < user.candidates().size(); place++) {
      if (user.gains().containsKey(user.candidates().get(place).id())) {
        return place;
      }
    }
    throw new IllegalArgumentException(
        "One of the candidates of user " + user.user().id() + " must be relevant, none is");
  }

  /** The means over users, over all choices of sentences and the given lengths of history. */
  PlantedGap gap(List<LabelledUser> users, List<Choice> choices, List<Integer> lengths) {
    if (users.isEmpty() || lengths.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              "There must be at least one user and one length, were %d and %d",
              users.size(), lengths.size()));
    }
    double[] byPrompt = new double[choices.size() * lengths.size()];
    double best = 0;
    for (LabelledUser user : users) {
      double own = 0;
      for (int i = 0; i < byPrompt.length; i++) {
        Choice choice = choices.get(i / lengths.size());
        double ndcg = expectedNdcg(user, choice, lengths.get(i % lengths.size()));
        byPrompt[i] += ndcg / users.size();
        own = Math.max(own, ndcg);
      }
      best += own / users.size();
    }
    DoubleSummaryStatistics fixed = Arrays.stream(byPrompt).summaryStatistics();
    return new PlantedGap(fixed.getAverage(), fixed.getMax(), best);
  }

  private Means draw(Situation situation) {
    Draws draws = Draws.of(mind.seed(), List.of(), situation.toString());
    double whole = 0;
    double cut = 0;
    for (int i = 0; i < DRAWS; i++) {
      double[] scores = PlantedTaste.noisy(situation.scores(), situation.noise(), draws);
      List<Integer> order = PlantedTaste.order(scores);
      whole += ndcg(order.indexOf(situation.relevant()));
      cut += ndcg(placeInCut(order, situation.relevant()));
    }
    return new Means(whole / DRAWS, cut / DRAWS);
  }

  /** Where an item comes when those that an answer leaves out follow in base order. */
  private static int placeInCut(List<Integer> order, int relevant) {
    int place = order.indexOf(relevant);
    if (place < PlantedAnswers.KEPT) {
      return place;
    }
    List<Integer> kept = order.subList(0, Math.min(PlantedAnswers.KEPT, order.size()));
    return relevant + (int) kept.stream().filter(item -> item > relevant).count();
  }

  /** With one relevant item at a place from 0. */
  private static double ndcg(int place) {
    return place < 10 ? Math.log(2) / Math.log(2.0 + place) : 0;
  }
}
