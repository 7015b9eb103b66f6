package io.agp.rpp;

/**
 * One answered call: the state, what was chosen in it, and what came of it. Arrays are not shared.
 */
final class Step {
  final int iteration;
  final double[] state;
  final int[] actions;

  /** The probability of each agent's action when it was drawn. */
  final double[] probabilities;

  final double[] prompt;
  final double[][] ranked;
  final double reward;

  Step(
      int iteration,
      double[] state,
      int[] actions,
      double[] probabilities,
      double[] prompt,
      double[][] ranked,
      double reward) {
    this.iteration = iteration;
    this.state = state;
    this.actions = actions;
    this.probabilities = probabilities;
    this.prompt = prompt;
    this.ranked = ranked;
    this.reward = reward;
  }

  /** The same without the state: as if nothing were known of the user. */
  Step ofAnybody() {
    return new Step(iteration, new double[0], actions, probabilities, prompt, ranked, reward);
  }
}
