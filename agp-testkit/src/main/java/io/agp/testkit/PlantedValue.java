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
import java.util.stream.Stream;

/**
 * The mean NDCG@10 over the model's noise, by drawing it. Situations that are alike are drawn once.
 * Thread-safe.
 */
final class PlantedValue {
  private static final int DRAWS = 400;

  private final PlantedMind mind;
  private final ConcurrentMap<Situation, Means> drawn = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, List<double[]>> noises = new ConcurrentHashMap<>();

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
    double[] scores = situation.scores().stream().mapToDouble(score -> score).toArray();
    double whole = 0;
    double cut = 0;
    for (double[] noise : noise(situation.relevant(), scores.length)) {
      double[] noisy = new double[scores.length];
      Arrays.setAll(noisy, i -> scores[i] + situation.noise() * noise[i]);
      int place = place(noisy, situation.relevant());
      whole += ndcg(place);
      cut += ndcg(place < PlantedAnswers.KEPT ? place : placeBehind(noisy, situation.relevant()));
    }
    return new Means(whole / DRAWS, cut / DRAWS);
  }

  /**
   * Standard normal draws, the same for all situations that may be held against each other: the
   * best of many choices shall not be the one with the luckiest draws.
   */
  private List<double[]> noise(int relevant, int candidates) {
    return noises.computeIfAbsent(
        relevant + " of " + candidates,
        key -> {
          Draws draws = Draws.of(mind.seed(), List.of(), "value " + key);
          return Stream.generate(() -> normal(candidates, draws)).limit(DRAWS).toList();
        });
  }

  private static double[] normal(int size, Draws draws) {
    double[] values = new double[size];
    Arrays.setAll(values, i -> draws.gaussian());
    return values;
  }

  private static int place(double[] scores, int item) {
    int place = 0;
    for (double score : scores) {
      place += score > scores[item] ? 1 : 0;
    }
    return place;
  }

  /** Where an item comes behind the few that a cut answer names, the rest being in base order. */
  private static int placeBehind(double[] scores, int item) {
    int place = item;
    for (int later = item + 1; later < scores.length; later++) {
      place += place(scores, later) < PlantedAnswers.KEPT ? 1 : 0;
    }
    return place;
  }

  /** With one relevant item at a place from 0. */
  private static double ndcg(int place) {
    return place < 10 ? Math.log(2) / Math.log(2.0 + place) : 0;
  }
}
