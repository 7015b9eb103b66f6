package io.agp.feedback;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.Ranking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Position-based feedback of one user: F(u) = {(r(i), r_target(i)) | i ∈ G(u)}, equation 4 of the
 * AGP paper. Immutable and thread-safe.
 *
 * <p>Targets: the relevant items by gain, then in the order the label lists them (most recent
 * first), get positions 1..|G|. The deviation of an item is max(0, r − r_target). The papers leave
 * both to the reader; this is our choice. Relevant items that are not among the candidates have no
 * position, as no reranker could place them.
 *
 * @param positions where each relevant candidate is and should be, by target. Copied
 * @param candidates how many candidates there are, k
 */
public record PositionFeedback(List<Position> positions, int candidates) {
  /**
   * Where one relevant item is and should be.
   *
   * @param item the item
   * @param rank where it is, 1..k
   * @param target where it should be, 1..k
   */
  public record Position(Item item, int rank, int target) {
    /**
     * How far the item is below its target.
     *
     * @return max(0, rank − target)
     */
    public int deviation() {
      return Math.max(0, rank - target);
    }

    /** Where the item is and should be. */
    String inWords() {
      return String.format(
          "The candidate with id %d was chosen; it is ranked %s, should be %s.",
          rank, ordinal(rank), ordinal(target));
    }
  }

  /**
   * Copies.
   *
   * @param positions where each relevant candidate is and should be
   * @param candidates how many candidates there are
   */
  public PositionFeedback {
    positions = List.copyOf(positions);
  }

  /**
   * Compares a ranking with the relevant items.
   *
   * @param user the user with the relevant items
   * @param ranking a ranking of the user's candidates
   * @return the positions
   */
  public static PositionFeedback of(LabelledUser user, Ranking ranking) {
    List<String> byGain =
        user.gains().entrySet().stream()
            .filter(gain -> ranking.rankOf(gain.getKey()).isPresent())
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(Map.Entry::getKey)
            .toList();
    List<Position> positions = new ArrayList<>();
    for (String id : byGain) {
      int rank = ranking.rankOf(id).orElseThrow();
      positions.add(new Position(ranking.items().get(rank - 1), rank, positions.size() + 1));
    }
    return new PositionFeedback(positions, ranking.items().size());
  }

  /**
   * The weight of the user before it is normalised over the batch: the mean over G(u) of deviation
   * / (k − 1). The arXiv version's equation 5 says only that users whose relevant items rank lower
   * weigh more.
   *
   * @return 0..1; 0 if every relevant item is where it should be or nothing can be ranked
   */
  public double error() {
    if (candidates < 2) {
      return 0;
    }
    return positions.stream()
        .mapToDouble(position -> position.deviation() / (candidates - 1.0))
        .average()
        .orElse(0);
  }

  /**
   * The feedback in words.
   *
   * @return the error and a line for each relevant item that is too low
   */
  public Feedback toFeedback() {
    return new Feedback(
        error(),
        positions.stream()
            .filter(position -> position.deviation() > 0)
            .map(Position::inWords)
            .collect(Collectors.joining("\n")));
  }

  /** 1st, 2nd, … */
  static String ordinal(int number) {
    boolean teen = number % 100 >= 11 && number % 100 <= 13;
    return number
        + switch (teen ? 0 : number % 10) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
  }
}
