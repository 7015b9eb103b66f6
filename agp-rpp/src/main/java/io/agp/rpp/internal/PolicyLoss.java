package io.agp.rpp.internal;

import java.util.Arrays;

/**
 * The actor's loss over a batch and its gradient by the logits: the mean, by the rows' shares, of
 *
 * <pre>
 * −log π(a|s) · A − c · H(π(·|s))                                (A2C, eq. 9 and an entropy bonus)
 * −min(ρ · A, clip(ρ, 1 − ε, 1 + ε) · A) − c · H(π(·|s))         (PPO, ρ = π(a|s) / π_old(a|s))
 * </pre>
 *
 * where the advantage A = R − V(s) is a constant.
 */
final class PolicyLoss {
  private final double entropyCoefficient;
  private final double[] shares;
  private final double[][] gradient;
  private double loss;
  private double entropy;
  private double clipped;

  private PolicyLoss(double[] shares, double entropyCoefficient) {
    this.entropyCoefficient = entropyCoefficient;
    this.shares = shares;
    gradient = new double[shares.length][];
  }

  /** The plain actor loss. */
  static PolicyLoss a2c(
      double[][] logits,
      int[] actions,
      double[] advantages,
      double[] shares,
      double entropyCoefficient) {
    PolicyLoss loss = new PolicyLoss(shares, entropyCoefficient);
    for (int row = 0; row < logits.length; row++) {
      double[] logProbabilities = Softmax.logProbabilities(logits[row]);
      int action = actions[row];
      loss.loss -= shares[row] * logProbabilities[action] * advantages[row];
      loss.add(row, logProbabilities, action, -advantages[row]);
    }
    return loss;
  }

  /** The clipped actor loss. */
  static PolicyLoss ppo(
      double[][] logits,
      int[] actions,
      double[] advantages,
      double[] shares,
      double entropyCoefficient,
      double[] oldLogProbabilities,
      double clipEpsilon) {
    PolicyLoss loss = new PolicyLoss(shares, entropyCoefficient);
    for (int row = 0; row < logits.length; row++) {
      double[] logProbabilities = Softmax.logProbabilities(logits[row]);
      int action = actions[row];
      double ratio = Math.exp(logProbabilities[action] - oldLogProbabilities[row]);
      double slope = loss.addClipped(row, ratio, advantages[row], clipEpsilon);
      loss.add(row, logProbabilities, action, slope);
    }
    return loss;
  }

  /**
   * The loss of all actions, −Σ π(a|s) · Q(s, a) − c · H(π(·|s)), where each action's Q is known.
   */
  static PolicyLoss expected(
      double[][] logits, double[][] actionValues, double entropyCoefficient) {
    double[] shares = new double[logits.length];
    Arrays.fill(shares, 1.0 / shares.length);
    PolicyLoss loss = new PolicyLoss(shares, entropyCoefficient);
    for (int row = 0; row < logits.length; row++) {
      double[] logProbabilities = Softmax.logProbabilities(logits[row]);
      double[] probabilities = Softmax.exponentials(logProbabilities);
      double mean = 0;
      for (int i = 0; i < probabilities.length; i++) {
        mean += probabilities[i] * actionValues[row][i];
      }
      loss.loss -= shares[row] * mean;
      loss.add(row, logProbabilities, 0, 0);
      for (int i = 0; i < probabilities.length; i++) {
        loss.gradient[row][i] -= shares[row] * probabilities[i] * (actionValues[row][i] - mean);
      }
    }
    return loss;
  }

  /** Adds a row's surrogate to the sum; returns its derivative by log π(a|s). */
  private double addClipped(int row, double ratio, double advantage, double epsilon) {
    double free = ratio * advantage;
    double bounded = Math.max(1 - epsilon, Math.min(1 + epsilon, ratio)) * advantage;
    loss -= shares[row] * Math.min(free, bounded);
    if (free <= bounded) {
      return -free;
    }
    clipped += shares[row];
    return 0;
  }

  /** Adds a row's entropy and its gradient, given the surrogate's derivative by log π(a|s). */
  private void add(int row, double[] logProbabilities, int action, double slope) {
    double[] probabilities = Softmax.exponentials(logProbabilities);
    double rowEntropy = 0;
    for (int i = 0; i < probabilities.length; i++) {
      rowEntropy -= probabilities[i] * logProbabilities[i];
    }
    entropy += shares[row] * rowEntropy;
    double[] byLogit = new double[probabilities.length];
    for (int i = 0; i < byLogit.length; i++) {
      double chosen = i == action ? 1 : 0;
      double byEntropy = -probabilities[i] * (logProbabilities[i] + rowEntropy);
      byLogit[i] = slope * (chosen - probabilities[i]) - entropyCoefficient * byEntropy;
      byLogit[i] *= shares[row];
    }
    gradient[row] = byLogit;
  }

  /** The mean, entropy bonus included. */
  double loss() {
    return loss - entropyCoefficient * entropy;
  }

  /** The mean entropy in nats. */
  double entropy() {
    return entropy;
  }

  /** The share of rows without gradient because their ratio left the clip range. */
  double clippedShare() {
    return clipped;
  }

  /** By the logits of each row. */
  double[][] gradient() {
    return gradient;
  }
}
