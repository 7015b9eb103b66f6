package io.agp.rpp.internal;

/** All states of a trajectory, row t·users + user, with the way back into the pooling. */
final class States {
  private final RankingEncoder encoder;
  private final Trajectory trajectory;
  private final double[][] rows;

  private States(RankingEncoder encoder, Trajectory trajectory, double[][] rows) {
    this.encoder = encoder;
    this.trajectory = trajectory;
    this.rows = rows;
  }

  /** The states of all steps and, if asked for, those after the last. */
  static States of(RankingEncoder encoder, Trajectory trajectory, boolean afterLast) {
    int users = trajectory.users();
    int acted = users * trajectory.steps();
    double[][] rows = new double[afterLast ? acted + users : acted][];
    System.arraycopy(trajectory.userEmbeddings(), 0, rows, 0, users);
    for (int row = users; row < rows.length; row++) {
      int before = row - users;
      rows[row] = next(encoder, trajectory.promptEmbedding(before), trajectory.rankedItems(before));
    }
    return new States(encoder, trajectory, rows);
  }

  /** E(p) + pooled items. */
  static double[] next(RankingEncoder encoder, double[] promptEmbedding, double[][] rankedItems) {
    double[] state = encoder.encode(rankedItems);
    Rows.add(state, 1, promptEmbedding);
    return state;
  }

  double[][] rows() {
    return rows;
  }

  /** Adds the pooling's gradients, given those by the states after the first. */
  void addGradient(double[][] gradient) {
    RankingEncoder.Gradient pooling = encoder.gradient();
    for (int row = 0; row < gradient.length; row++) {
      pooling.add(trajectory.rankedItems(row), gradient[row]);
    }
  }
}
