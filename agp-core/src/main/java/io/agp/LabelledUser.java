package io.agp;

import com.google.common.collect.ImmutableMap;
import io.agp.internal.Candidates;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A user with the list to rerank and the items known to be relevant: what learning and evaluation
 * need, and what serving never has. Immutable and thread-safe.
 *
 * <p>Rerankers take a {@link User} and candidates, never this type, so the label cannot reach a
 * prompt that profiles or ranks.
 *
 * @param user the user, whose history must not hold the relevant items' interactions
 * @param candidates the base ranking, best first; no two with the same id; may be empty. Copied
 * @param gains the gain (greater than 0) of each relevant item by its id: G(u). Items of equal gain
 *     are in order of recency, the most recent first. A relevant item may be absent from the
 *     candidates: then every method misses it. At least one. Copied
 */
public record LabelledUser(User user, List<Item> candidates, Map<String, Double> gains) {
  /**
   * Checks and copies.
   *
   * @param user the user
   * @param candidates the base ranking
   * @param gains the gain
   * @throws IllegalArgumentException if two candidates share an id, if no item is relevant or if a
   *     gain is not a positive finite number
   */
  public LabelledUser {
    Objects.requireNonNull(user, "user");
    candidates = Candidates.checked(candidates);
    gains = ImmutableMap.copyOf(gains);
    if (gains.isEmpty()) {
      throw new IllegalArgumentException("User " + user.id() + " has no relevant item");
    }
    for (Map.Entry<String, Double> gain : gains.entrySet()) {
      if (!(gain.getValue() > 0) || gain.getValue().isInfinite()) {
        throw new IllegalArgumentException(
            String.format(
                "User %s: the gain of item %s must be positive and finite, was %s",
                user.id(), gain.getKey(), gain.getValue()));
      }
    }
  }

  /**
   * A labelled user with one relevant item of gain 1, as in leave-one-out splits.
   *
   * @param user the user
   * @param candidates the base ranking, best first
   * @param relevantId the relevant item's id
   * @return the labelled user
   */
  public static LabelledUser of(User user, List<Item> candidates, String relevantId) {
    return new LabelledUser(user, candidates, Map.of(relevantId, 1.0));
  }
}
