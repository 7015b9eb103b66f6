package io.agp.cli;

import static java.util.stream.Collectors.toList;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.feedback.Feedback;
import io.agp.feedback.FeedbackEncoder;
import io.agp.metrics.Evaluation;
import io.agp.optimize.AcceptanceRule;
import io.agp.optimize.AgpOptimizer;
import io.agp.prompt.Prompt;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * AGP where everything comes as long as it can: the prompt to begin with, the users' feedback, and
 * why an edit is refused. So the longest request of each role is made by AGP itself. Rules that do
 * not validate ask for a refused edit again only if a user of the batch was right: one is in each
 * of two epochs, not the same, so that every user gets a critique too.
 */
final class WorstCase {
  /** For the words around what a guard found in a prompt. */
  private static final int REASON = 1_000;

  /** For the digits of positions, which hang on the order. */
  private static final String SPARE = " ".repeat(200);

  private final UnaskedModel model;
  private final LearningOptions learning;
  private final boolean validates;
  private final Set<String> right = new HashSet<>();
  private int encoded;
  private boolean refused;

  private WorstCase(UnaskedModel model, LearningOptions learning) {
    this.model = model;
    this.learning = learning;
    this.validates = learning.acceptance.rule().validates();
  }

  static void learn(Experiment experiment, UnaskedModel model, RunSettings run) {
    WorstCase worst = new WorstCase(model, run.learning());
    int users = experiment.samples().train().size();
    experiment.learn(
        model, run.options().concurrency, event -> {}, builder -> worst.apply(builder, users));
  }

  private void apply(AgpOptimizer.Builder builder, int users) {
    Prompt usual = Prompt.initialProfilePrompt();
    String longest = model.text();
    builder
        .epochs(validates ? 1 : 2)
        .initialPrompt(longest.length() > usual.text().length() ? Prompt.of(longest) : usual)
        .acceptance(new KeepsAll(validates))
        .feedback((user, ranking) -> feedback(user, ranking, users))
        .guard(proposed -> refusal());
  }

  /** Every edit is kept, and asks for no second look: the calls of that are like others. */
  private record KeepsAll(boolean validates) implements AcceptanceRule {
    @Override
    public boolean keepsEdit(Evaluation before, Supplier<Evaluation> after) {
      return true;
    }
  }

  /** Every second proposal is refused, so that the editor is asked again where it may be. */
  private Optional<String> refusal() {
    refused = !refused;
    return refused ? Optional.of(model.text() + "x".repeat(REASON)) : Optional.empty();
  }

  private Feedback feedback(LabelledUser user, Ranking ranking, int users) {
    int epoch = encoded++ / users;
    boolean isRight = !validates && right.size() == epoch && right.add(user.user().id());
    return isRight ? new Feedback(0, "") : new Feedback(1, longest(user, ranking) + SPARE);
  }

  private String longest(LabelledUser user, Ranking ranking) {
    FeedbackEncoder encoder = learning.feedback().encoder(learning.topK);
    return orders(user, ranking).stream()
        .map(order -> encoder.encode(user, order).text())
        .max(Comparator.comparingInt(String::length))
        .orElseThrow();
  }

  /** Those with most to criticise: no relevant item stands where it should, or only one does. */
  private static List<Ranking> orders(LabelledUser user, Ranking ranking) {
    List<Item> candidates = ranking.candidates();
    Comparator<Integer> byGain =
        Comparator.comparingDouble(
            place -> user.gains().getOrDefault(candidates.get(place).id(), 0.0));
    Comparator<Integer> relevant =
        Comparator.comparing(place -> user.gains().containsKey(candidates.get(place).id()));
    List<Integer> places = IntStream.range(0, candidates.size()).boxed().toList();
    List<Integer> rotated = places.stream().sorted(byGain.reversed()).collect(toList());
    Collections.rotate(rotated, 1);
    return Stream.of(
            places.stream().sorted(byGain).toList(),
            places.stream().sorted(relevant.thenComparing(byGain.reversed())).toList(),
            rotated)
        .map(order -> ranked(ranking, order))
        .toList();
  }

  private static Ranking ranked(Ranking ranking, List<Integer> order) {
    return Ranking.builder(ranking.candidates(), Ranking.Source.LLM)
        .order(order.stream().mapToInt(place -> place).toArray())
        .build();
  }
}
