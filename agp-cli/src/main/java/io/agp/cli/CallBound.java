package io.agp.cli;

/**
 * The most requests that a cell can make, from how its method works. Cached answers and whatever a
 * method can spare make it fewer.
 *
 * @param learning those of learning
 * @param test those of the test
 */
record CallBound(long learning, long test) {
  static CallBound of(Cell cell) {
    LearningOptions learning = cell.run().learning();
    long users = cell.onTrainingUsers() ? learning.trainUsers : cell.testUsers();
    return cell.learns()
        .map(method -> new CallBound(learning(cell, method), users * callsPerUser(cell, method)))
        .orElse(new CallBound(0, cell.asksModel() ? users : 0));
  }

  private static long learning(Cell cell, LearningMethod method) {
    LearningOptions learning = cell.run().learning();
    return LearningCalls.of(
            method, learning, cell.run().rpp(), learning.trainUsers, learning.validationUsers)
        .total();
  }

  private static long callsPerUser(Cell cell, LearningMethod method) {
    return switch (method) {
      case AGP -> 2;
      case RPP, RPP_PLUS ->
          LearningCalls.ROUNDS + LearningCalls.profilePrompts(cell.run().rpp().space());
      case ENUMERATION, GRIPS -> 1;
    };
  }
}
