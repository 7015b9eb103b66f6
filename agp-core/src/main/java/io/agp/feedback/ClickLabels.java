package io.agp.feedback;

import com.google.common.collect.ImmutableMap;
import io.agp.LabelledUser;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes labels of logged clicks, so that a prompt can be learned from a team's own logs: the base
 * ranking is the list as it was shown, the relevant items are those clicked, and the gain of a
 * click is its clipped inverse propensity weight w = min(1 / propensity(position), most), divided
 * by the mean weight of the log's clicks. Gains so have a mean of 1 over the log, and errors keep
 * their scale. Immutable and thread-safe.
 *
 * <p>The list that a reranker sees is the same whatever was clicked in it. Weights act within a
 * user (which click comes first, NDCG) and in {@link FeedbackEncoder#clicks} between users; a mean
 * of NDCG over users weighs them alike, so it still leans towards the order that was shown.
 */
public final class ClickLabels {
  private final Propensities propensities;
  private final double mostWeight;
  private final double meanWeight;

  private ClickLabels(Propensities propensities, double mostWeight, double meanWeight) {
    this.propensities = propensities;
    this.mostWeight = mostWeight;
    this.meanWeight = meanWeight;
  }

  /**
   * Labels for the impressions of a log.
   *
   * @param log the impressions whose clicks set the mean weight; at least one click among them
   * @param propensities how probable a look at each position is
   * @param mostWeight what a weight is clipped to, so that no single click decides: at least 1
   * @return the labels
   * @throws IllegalArgumentException if {@code mostWeight} is less than 1 or infinite, or there is
   *     no click
   */
  public static ClickLabels of(
      Collection<Impression> log, Propensities propensities, double mostWeight) {
    Objects.requireNonNull(propensities, "propensities");
    if (!(mostWeight >= 1) || Double.isInfinite(mostWeight)) {
      throw new IllegalArgumentException("mostWeight must be at least 1, was " + mostWeight);
    }
    ClickLabels raw = new ClickLabels(propensities, mostWeight, 1);
    double mean =
        log.stream()
            .flatMap(one -> one.clicked().stream().map(id -> raw.gain(one.position(id))))
            .mapToDouble(weight -> weight)
            .average()
            .orElseThrow(
                () -> new IllegalArgumentException("There must be at least one click in the log"));
    return new ClickLabels(propensities, mostWeight, mean);
  }

  /**
   * The gain of a click.
   *
   * @param position where the item was shown, from 1
   * @return above 0; 1 on average over the log's clicks
   */
  public double gain(int position) {
    return Math.min(1 / propensities.at(position), mostWeight) / meanWeight;
  }

  /**
   * An impression as training data.
   *
   * @param impression the impression
   * @return the user with the list shown and the gains of what was clicked; of equal gains, the
   *     item shown first. Empty if nothing was clicked: there is nothing to learn from
   */
  public Optional<LabelledUser> label(Impression impression) {
    if (impression.clicked().isEmpty()) {
      return Optional.empty();
    }
    ImmutableMap.Builder<String, Double> gains = ImmutableMap.builder();
    List<String> inOrder =
        impression.clicked().stream()
            .sorted(Comparator.comparingInt(impression::position))
            .toList();
    inOrder.forEach(id -> gains.put(id, gain(impression.position(id))));
    Map<String, Double> built = gains.build();
    return Optional.of(new LabelledUser(impression.user(), impression.shown(), built));
  }
}
