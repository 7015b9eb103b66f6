package io.agp.rpp.internal;

import java.util.OptionalDouble;

/** How {@link ActorCritic#update} learns. Immutable. */
public final class UpdateSettings {
  private final double gamma;
  private final int nStep;
  private final double entropyCoefficient;
  private final double actorLearningRate;
  private final double criticLearningRate;
  private final double gradientClip;
  private final OptionalDouble clipEpsilon;

  private UpdateSettings(Builder builder) {
    gamma = builder.gamma;
    nStep = builder.nStep;
    entropyCoefficient = builder.entropyCoefficient;
    actorLearningRate = builder.actorLearningRate;
    criticLearningRate = builder.criticLearningRate;
    gradientClip = builder.gradientClip;
    clipEpsilon = builder.clipEpsilon;
  }

  /**
   * Starts from the paper's values: discount 0.95, learning rates 3e-4 and 5e-4, no entropy bonus,
   * no clipping; one-step returns, as the paper gives no n.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts from these settings.
   *
   * @return a new builder
   */
  public Builder newBuilder() {
    return new Builder(this);
  }

  /**
   * The discount γ of later rewards.
   *
   * @return from 0 to 1
   */
  public double gamma() {
    return gamma;
  }

  /**
   * How many rewards a return counts before the critic's value stands for the rest.
   *
   * @return 1 or more
   */
  public int nStep() {
    return nStep;
  }

  /**
   * The weight of the policy's entropy, in nats, which the actors raise.
   *
   * @return 0 or more
   */
  public double entropyCoefficient() {
    return entropyCoefficient;
  }

  /**
   * Adam's learning rate of the actors and the GRU.
   *
   * @return more than 0
   */
  public double actorLearningRate() {
    return actorLearningRate;
  }

  /**
   * Adam's learning rate of the critics.
   *
   * @return more than 0
   */
  public double criticLearningRate() {
    return criticLearningRate;
  }

  /**
   * The largest global norm that the gradient of either optimizer keeps; it is scaled down to it.
   *
   * @return more than 0; infinite for no clipping
   */
  public double gradientClip() {
    return gradientClip;
  }

  /**
   * How far PPO's ratio may leave 1.
   *
   * @return more than 0 and less than 1; empty for the plain A2C loss
   */
  public OptionalDouble clipEpsilon() {
    return clipEpsilon;
  }

  /** Builds settings. Not thread-safe. */
  public static final class Builder {
    private double gamma = 0.95;
    private int nStep = 1;
    private double entropyCoefficient;
    private double actorLearningRate = 3e-4;
    private double criticLearningRate = 5e-4;
    private double gradientClip = Double.POSITIVE_INFINITY;
    private OptionalDouble clipEpsilon = OptionalDouble.empty();

    private Builder() {}

    private Builder(UpdateSettings settings) {
      gamma = settings.gamma;
      nStep = settings.nStep;
      entropyCoefficient = settings.entropyCoefficient;
      actorLearningRate = settings.actorLearningRate;
      criticLearningRate = settings.criticLearningRate;
      gradientClip = settings.gradientClip;
      clipEpsilon = settings.clipEpsilon;
    }

    /**
     * The discount of later rewards; 0.95 by default. 0 is a contextual bandit: states after the
     * last action are then not computed.
     *
     * @param gamma from 0 to 1
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public Builder gamma(double gamma) {
      Checks.that(gamma >= 0 && gamma <= 1, "gamma must be from 0 to 1 but is %s", gamma);
      this.gamma = gamma;
      return this;
    }

    /**
     * How many rewards a return counts; 1 by default. More than there are steps counts them all.
     *
     * @param nStep 1 or more
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public Builder nStep(int nStep) {
      Checks.that(nStep >= 1, "nStep must be at least 1 but is %s", nStep);
      this.nStep = nStep;
      return this;
    }

    /**
     * The weight of the entropy bonus; 0 by default.
     *
     * @param entropyCoefficient finite, 0 or more
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public Builder entropyCoefficient(double entropyCoefficient) {
      Checks.that(
          entropyCoefficient >= 0 && Double.isFinite(entropyCoefficient),
          "entropyCoefficient must be finite and not negative but is %s",
          entropyCoefficient);
      this.entropyCoefficient = entropyCoefficient;
      return this;
    }

    /**
     * The learning rate of the actors and the GRU; 3e-4 by default.
     *
     * @param actorLearningRate finite, more than 0
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public Builder actorLearningRate(double actorLearningRate) {
      this.actorLearningRate = rate("actorLearningRate", actorLearningRate);
      return this;
    }

    /**
     * The learning rate of the critics; 5e-4 by default.
     *
     * @param criticLearningRate finite, more than 0
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public Builder criticLearningRate(double criticLearningRate) {
      this.criticLearningRate = rate("criticLearningRate", criticLearningRate);
      return this;
    }

    private static double rate(String name, double rate) {
      Checks.that(
          rate > 0 && Double.isFinite(rate),
          "%s must be finite and positive but is %s",
          name,
          rate);
      return rate;
    }

    /**
     * The largest global norm of a gradient; infinite by default, which clips none.
     *
     * @param gradientClip more than 0
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public Builder gradientClip(double gradientClip) {
      Checks.that(gradientClip > 0, "gradientClip must be positive but is %s", gradientClip);
      this.gradientClip = gradientClip;
      return this;
    }

    /**
     * Makes the actors' loss PPO's with this clip range; the plain A2C loss by default.
     *
     * @param clipEpsilon more than 0 and less than 1, 0.2 as a rule
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public Builder clipEpsilon(double clipEpsilon) {
      Checks.that(
          clipEpsilon > 0 && clipEpsilon < 1,
          "clipEpsilon must be between 0 and 1 but is %s",
          clipEpsilon);
      this.clipEpsilon = OptionalDouble.of(clipEpsilon);
      return this;
    }

    /**
     * Builds the settings.
     *
     * @return immutable settings
     */
    public UpdateSettings build() {
      return new UpdateSettings(this);
    }
  }
}
