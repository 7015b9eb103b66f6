package io.agp.experiments.learned;

/** Triples of a user, an item of the user's, and an item that is not. Not to be changed. */
final class Batch {
  private final int[] users;
  private final int[] positives;
  private final int[] negatives;

  /** Wraps three arrays of the same length. */
  Batch(int[] users, int[] positives, int[] negatives) {
    this.users = users;
    this.positives = positives;
    this.negatives = negatives;
  }

  int size() {
    return users.length;
  }

  int user(int triple) {
    return users[triple];
  }

  int positive(int triple) {
    return positives[triple];
  }

  int negative(int triple) {
    return negatives[triple];
  }
}
