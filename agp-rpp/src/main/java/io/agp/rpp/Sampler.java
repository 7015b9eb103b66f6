package io.agp.rpp;

import java.nio.ByteBuffer;

/**
 * Draws actions, each from a seed of its own for the iteration, the user and the agent, so that the
 * order of calls changes nothing.
 */
final class Sampler {
  private static final double UNIT = 0x1.0p-53;

  private final long seed;
  private final double leastProbability;

  Sampler(long seed, double leastProbability) {
    this.seed = seed;
    this.leastProbability = leastProbability;
  }

  /** The policy mixed with the uniform one, so that no action is less probable than the bound. */
  double[] behaviour(double[] policy) {
    double least = Math.min(leastProbability, 1.0 / policy.length);
    double[] mixed = new double[policy.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = least + (1 - least * policy.length) * policy[i];
    }
    return mixed;
  }

  int draw(double[] probabilities, int iteration, String userId, int agent) {
    double left = uniform(iteration, userId, agent);
    int last = 0;
    for (int action = 0; action < probabilities.length; action++) {
      if (probabilities[action] > 0) {
        last = action;
        left -= probabilities[action];
        if (left < 0) {
          return action;
        }
      }
    }
    return last; // rounding left a little
  }

  private double uniform(int iteration, String userId, int agent) {
    byte[] hash = Rules.sha256(seed + " " + iteration + " " + agent + " " + userId);
    return (ByteBuffer.wrap(hash).getLong() >>> 11) * UNIT;
  }
}
