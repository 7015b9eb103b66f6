package io.agp.rerank;

/** How far two orders of the same candidates agree. */
final class KendallTau {
  private KendallTau() {}

  /** From −1, one the reverse of the other, to 1, the same order; of at least two candidates. */
  static double of(int[] one, int[] other) {
    int[] ranks = new int[other.length];
    for (int position = 0; position < other.length; position++) {
      ranks[other[position]] = position;
    }
    int different = 0;
    for (int first = 0; first < one.length; first++) {
      for (int second = first + 1; second < one.length; second++) {
        different += ranks[one[first]] > ranks[one[second]] ? 1 : 0;
      }
    }
    return 1 - 4.0 * different / (one.length * (one.length - 1.0));
  }
}
