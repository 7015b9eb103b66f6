package io.agp.cli;

import io.agp.rpp.Pattern;

/**
 * The most requests that a cell can make, from how its method works. Cached answers and whatever a
 * method can spare make it fewer.
 *
 * @param learning those of learning
 * @param test those of the test
 */
record CallBound(long learning, long test) {
  /** The budget that enumeration and GRIPS keep to: RPP's 15 iterations by 200 users. */
  private static final int SEARCH_BUDGET = 3_000;

  /** The most prompts of one epoch that AGP validates. */
  private static final int VALIDATED_PER_EPOCH = 4;

  /** RPP's rounds at most, and how many iterations lie between two validations. */
  private static final int ROUNDS = 2;

  private static final int VALIDATED_EVERY = 3;

  static CallBound of(Cell cell) {
    long users = cell.onTrainingUsers() ? cell.run().learning().trainUsers : cell.testUsers();
    return cell.learns()
        .map(method -> new CallBound(learning(cell, method), users * callsPerUser(method)))
        .orElse(new CallBound(0, cell.asksModel() ? users : 0));
  }

  private static long callsPerUser(LearningMethod method) {
    return switch (method) {
      case AGP -> 2;
      case RPP, RPP_PLUS -> ROUNDS;
      case ENUMERATION, GRIPS -> 1;
    };
  }

  private static long learning(Cell cell, LearningMethod method) {
    return switch (method) {
      case AGP -> agp(cell.run().learning());
      case RPP -> rpp(cell.run());
      case RPP_PLUS -> rpp(cell.run()) + sentences(cell.run().rpp());
      case ENUMERATION, GRIPS -> SEARCH_BUDGET;
    };
  }

  /**
   * Equation 7 of the AGP paper for an epoch; rules that rank again add two calls a user and a
   * second edit a batch, and validation two calls for each user and prompt, the first one too.
   */
  private static long agp(LearningOptions learning) {
    long batches = Math.max(1, learning.trainUsers / learning.batchSize);
    long published = 3L * learning.trainUsers + 2 * batches;
    if (learning.acceptance == LearningOptions.Acceptance.ALWAYS) {
      return learning.epochs * published;
    }
    long prompts = 1 + (long) VALIDATED_PER_EPOCH * learning.epochs;
    return learning.epochs * (published + 2L * learning.trainUsers + batches)
        + prompts * 2 * learning.validationUsers;
  }

  private static long rpp(RunSettings run) {
    long iterations = run.rpp().iterations;
    long validations = iterations / VALIDATED_EVERY + 1;
    return iterations * run.learning().trainUsers
        + validations * ROUNDS * run.learning().validationUsers;
  }

  /** RPP+ has each sentence rewritten by at most one call. */
  private static long sentences(RppOptions rpp) {
    return rpp.space().sets().stream()
        .filter(set -> set.pattern().kind() == Pattern.Kind.SENTENCES)
        .mapToLong(set -> set.actions().size())
        .sum();
  }
}
