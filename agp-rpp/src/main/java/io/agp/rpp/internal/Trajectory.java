package io.agp.rpp.internal;

import java.util.List;
import java.util.Optional;

/**
 * What all users went through in the same number of steps: at step t each agent chose an action in
 * state s(t), the prompt made of the actions and the ranking it got make the state s(t+1), and the
 * ranking's NDCG is the user's own reward. s(0) is the user's embedding. Immutable: arrays are
 * copied.
 */
public final class Trajectory {
  private final int users;
  private final int steps;
  private final double[][] userEmbeddings;
  private final double[][] promptEmbeddings;
  private final List<double[][]> rankedItems;
  private final double[] rewards;
  private final List<int[]> actions;
  private final List<double[]> oldLogProbabilities;
  private final double[] shares;

  private Trajectory(Builder builder) {
    Shape shape = Shape.of(builder.userEmbeddings, builder.rewards);
    users = shape.users();
    steps = shape.steps();
    userEmbeddings = shape.userRows(builder.userEmbeddings);
    promptEmbeddings = shape.rows("promptEmbeddings", builder.promptEmbeddings);
    rankedItems = shape.lists("rankedItems", builder.rankedItems);
    rewards = shape.numbers("rewards", builder.rewards);
    actions = shape.actions(builder.actions);
    oldLogProbabilities = shape.logProbabilities(builder.oldLogProbabilities, actions.size());
    shares = shape.shares(builder.weights);
  }

  /**
   * Starts with nothing; all but the old log-probabilities must be given.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * How many users took part.
   *
   * @return 1 or more
   */
  public int users() {
    return users;
  }

  /**
   * How many actions each agent took for each user.
   *
   * @return 1 or more
   */
  public int steps() {
    return steps;
  }

  /**
   * How many agents acted.
   *
   * @return 1 or more
   */
  public int agents() {
    return actions.size();
  }

  /**
   * The length of every embedding.
   *
   * @return 1 or more
   */
  public int dimensions() {
    return userEmbeddings[0].length;
  }

  /** s(0) by user. */
  double[][] userEmbeddings() {
    return userEmbeddings;
  }

  /** Row t·users + user, as everywhere below: the prompt shown at step t. */
  double[] promptEmbedding(int row) {
    return promptEmbeddings[row];
  }

  /** The answer to that prompt. */
  double[][] rankedItems(int row) {
    return rankedItems.get(row);
  }

  double[] rewards() {
    return rewards;
  }

  /** How much each row counts in the losses' means, together 1. */
  double[] shares() {
    return shares;
  }

  int[] actions(int agent) {
    return actions.get(agent);
  }

  Optional<double[]> oldLogProbabilities(int agent) {
    return oldLogProbabilities.isEmpty()
        ? Optional.empty()
        : Optional.of(oldLogProbabilities.get(agent));
  }

  /** Builds a trajectory; every array is checked and copied by {@link #build}. Not thread-safe. */
  public static final class Builder {
    private double[][] userEmbeddings = {};
    private double[][][] promptEmbeddings = {};
    private double[][][][] rankedItems = {};
    private int[][][] actions = {};
    private double[][] rewards = {};
    private double[][][] oldLogProbabilities = {};
    private double[][] weights = {};

    private Builder() {}

    /**
     * The first states.
     *
     * @param userEmbeddings [users][dimensions], at least one user and one dimension
     * @return this builder
     */
    public Builder userEmbeddings(double[][] userEmbeddings) {
      this.userEmbeddings = userEmbeddings;
      return this;
    }

    /**
     * The prompts shown.
     *
     * @param promptEmbeddings [steps][users][dimensions]
     * @return this builder
     */
    public Builder promptEmbeddings(double[][][] promptEmbeddings) {
      this.promptEmbeddings = promptEmbeddings;
      return this;
    }

    /**
     * The embeddings of the candidates in the order in which the model ranked them.
     *
     * @param rankedItems [steps][users][candidates][dimensions]; each ranking may have another
     *     number of candidates, but at least one
     * @return this builder
     */
    public Builder rankedItems(double[][][][] rankedItems) {
      this.rankedItems = rankedItems;
      return this;
    }

    /**
     * The actions taken.
     *
     * @param actions [agents][steps][users], each from 0
     * @return this builder
     */
    public Builder actions(int[][][] actions) {
      this.actions = actions;
      return this;
    }

    /**
     * What each user's actions of a step earned.
     *
     * @param rewards [steps][users], at least one step
     * @return this builder
     */
    public Builder rewards(double[][] rewards) {
      this.rewards = rewards;
      return this;
    }

    /**
     * The logarithms of the probabilities with which the actions were drawn; only PPO's loss reads
     * them.
     *
     * @param oldLogProbabilities [agents][steps][users], none above 0; empty, the default, for none
     * @return this builder
     */
    public Builder oldLogProbabilities(double[][][] oldLogProbabilities) {
      this.oldLogProbabilities = oldLogProbabilities;
      return this;
    }

    /**
     * How much each step of each user counts in the losses' means. With 0 a step teaches nothing
     * itself, though it leads to the states after it: for users who have fewer steps than others,
     * and for steps that were learned from before.
     *
     * @param weights [steps][users], finite, not negative, at least one positive; empty, the
     *     default, for equal weights
     * @return this builder
     */
    public Builder weights(double[][] weights) {
      this.weights = weights;
      return this;
    }

    /**
     * Checks and copies.
     *
     * @return an immutable trajectory
     * @throws IllegalArgumentException if a shape does not fit the others, an action or a
     *     log-probability is out of range, or a number is not finite; names the place
     */
    public Trajectory build() {
      return new Trajectory(this);
    }
  }
}
