package io.agp.rpp.internal;

/** The n-step returns of eq. 7. */
final class Returns {
  private Returns() {}

  /**
   * R = r(t) + γ r(t+1) + … + γ^(m−1) r(t+m−1) + γ^m V(s(t+m)) with m = min(n, steps − t), where
   * r(t) rewards the action taken in s(t).
   *
   * @param rewards row t·users + user
   * @param values V(s), as rewards with one step more; the last step may be absent where γ is 0
   */
  static double[] nStep(double[] rewards, double[] values, int users, double gamma, int n) {
    double[] returns = new double[rewards.length];
    int steps = rewards.length / users;
    for (int row = 0; row < returns.length; row++) {
      int step = row / users;
      int ahead = Math.min(n, steps - step);
      returns[row] = nStep(rewards, values, users, gamma, row, row + ahead * users);
    }
    return returns;
  }

  /** From the end to the row itself, the same user's rows alone. */
  private static double nStep(
      double[] rewards, double[] values, int users, double gamma, int from, int end) {
    double sum = gamma > 0 ? values[end] : 0;
    for (int row = end - users; row >= from; row -= users) {
      sum = rewards[row] + gamma * sum;
    }
    return sum;
  }
}
