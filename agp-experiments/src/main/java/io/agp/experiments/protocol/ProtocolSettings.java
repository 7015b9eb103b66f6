package io.agp.experiments.protocol;

import java.util.Objects;

/**
 * Everything that decides which users and candidates are drawn from a split with a recommender.
 * Immutable and thread-safe.
 *
 * @param protocol how candidates are made
 * @param negatives where the other items come from; read by {@link Protocol#SAMPLED} only
 * @param topK the number of candidates, k; at least 2
 * @param trainUsers users to learn from; at least 0
 * @param validationUsers users to accept changes with; at least 0
 * @param testUsers users to test with, at most: fewer are taken if fewer are left; at least 0
 * @param seed the seed of every draw
 */
public record ProtocolSettings(
    Protocol protocol,
    Negatives negatives,
    int topK,
    int trainUsers,
    int validationUsers,
    int testUsers,
    long seed) {
  /**
   * Checks.
   *
   * @param protocol how candidates are made
   * @param negatives where the other items come from
   * @param topK the number of candidates
   * @param trainUsers users to learn from
   * @param validationUsers users to accept changes with
   * @param testUsers users to test with, at most
   * @param seed the seed of every draw
   * @throws IllegalArgumentException if a number is below its least value
   */
  public ProtocolSettings {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(negatives, "negatives");
    requireAtLeast("topK", topK, 2);
    requireAtLeast("trainUsers", trainUsers, 0);
    requireAtLeast("validationUsers", validationUsers, 0);
    requireAtLeast("testUsers", testUsers, 0);
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
    }
  }

  /**
   * Starts with the defaults: filtered, popularity negatives, k = 10, 100 users to learn from, 50
   * to validate with, 300 to test with, seed 42.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds {@link ProtocolSettings}. Not thread-safe. */
  public static final class Builder {
    private Protocol protocol = Protocol.FILTERED;
    private Negatives negatives = Negatives.POPULARITY;
    private int topK = 10;
    private int trainUsers = 100;
    private int validationUsers = 50;
    private int testUsers = 300;
    private long seed = 42;

    private Builder() {}

    /**
     * Sets how candidates are made; default {@link Protocol#FILTERED}.
     *
     * @param protocol the protocol
     * @return this builder
     */
    public Builder protocol(Protocol protocol) {
      this.protocol = protocol;
      return this;
    }

    /**
     * Sets where the other items of {@link Protocol#SAMPLED} come from; default {@link
     * Negatives#POPULARITY}.
     *
     * @param negatives the source
     * @return this builder
     */
    public Builder negatives(Negatives negatives) {
      this.negatives = negatives;
      return this;
    }

    /**
     * Sets the number of candidates; default 10.
     *
     * @param topK at least 2
     * @return this builder
     */
    public Builder topK(int topK) {
      this.topK = topK;
      return this;
    }

    /**
     * Sets how many users to learn from; default 100.
     *
     * @param trainUsers at least 0
     * @return this builder
     */
    public Builder trainUsers(int trainUsers) {
      this.trainUsers = trainUsers;
      return this;
    }

    /**
     * Sets how many users to validate with; default 50.
     *
     * @param validationUsers at least 0
     * @return this builder
     */
    public Builder validationUsers(int validationUsers) {
      this.validationUsers = validationUsers;
      return this;
    }

    /**
     * Sets how many users to test with at most; default 300.
     *
     * @param testUsers at least 0
     * @return this builder
     */
    public Builder testUsers(int testUsers) {
      this.testUsers = testUsers;
      return this;
    }

    /**
     * Sets the seed of every draw; default 42.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Builds the settings.
     *
     * @return the settings
     * @throws IllegalArgumentException if a number is below its least value
     */
    public ProtocolSettings build() {
      return new ProtocolSettings(
          protocol, negatives, topK, trainUsers, validationUsers, testUsers, seed);
    }
  }
}
