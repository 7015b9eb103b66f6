package io.agp.experiments.learned;

import java.util.stream.IntStream;

/**
 * NDCG@10 on the validation items: all items ranked, those of the history removed, ties at their
 * middle rank.
 */
final class Validation {
  private static final int CUT_OFF = 10;
  private static final int CHUNK = 16;

  private Validation() {}

  /** The users with a validation item. */
  static int[] users(Sequences data) {
    return IntStream.range(0, data.users())
        .filter(user -> data.validation(user) != Sequences.NONE)
        .toArray();
  }

  /** The mean over the users with a validation item; 0 if there is none. */
  static double ndcg(Trainable.Scorer scorer, Sequences data, Workers workers) {
    int[] users = users(data);
    double[] gains = new double[users.length];
    workers.loop(
        users.length,
        CHUNK,
        (from, to) -> {
          float[] scores = new float[data.items()];
          for (int i = from; i < to; i++) {
            scorer.scores(users[i], data.history(users[i]), scores);
            gains[i] = gain(rank(scores, data.history(users[i]), data.validation(users[i])));
          }
        });
    // Summed in the order of the users, so that threads change nothing.
    double sum = 0;
    for (double gain : gains) {
      sum += gain;
    }
    return users.length == 0 ? 0 : sum / users.length;
  }

  private static double gain(double rank) {
    return rank <= CUT_OFF ? Math.log(2) / Math.log(rank + 1) : 0;
  }

  /**
   * The target's rank, from 1, among all items but those of the history; infinite if its score is
   * not a number. Changes the scores.
   */
  private static double rank(float[] scores, int[] history, int target) {
    float own = scores[target];
    for (int item : history) {
      scores[item] = Float.NEGATIVE_INFINITY;
    }
    int better = 0;
    int equal = -1;
    scores[target] = own;
    for (float score : scores) {
      better += score > own ? 1 : 0;
      equal += score == own ? 1 : 0;
    }
    return Float.isNaN(own) ? Double.POSITIVE_INFINITY : 1 + better + equal / 2.0;
  }
}
