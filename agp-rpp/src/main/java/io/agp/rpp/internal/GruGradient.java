package io.agp.rpp.internal;

/**
 * Backpropagation through time over whole sequences. It runs each sequence forward again in place
 * of keeping all gates from the first time: memory then depends on one sequence, not on users and
 * steps.
 */
final class GruGradient implements RankingEncoder.Gradient {
  private final Gru gru;
  private final int dimensions;
  private final double[][] hiddenWeightTransposed;

  GruGradient(Gru gru) {
    this.gru = gru;
    dimensions = gru.dimensions();
    hiddenWeightTransposed = Rows.transposed(gru.hiddenWeight().values());
  }

  @Override
  public void add(double[][] items, double[] gradient) {
    int length = items.length;
    GruStep[] steps = new GruStep[length];
    double[][] hidden = new double[length][dimensions];
    forward(items, steps, hidden);

    double[][] inputGates = new double[length][3 * dimensions];
    double[][] hiddenGates = new double[length][3 * dimensions];
    double[] carried = gradient.clone();
    for (int t = length - 1; t >= 0; t--) {
      carried = back(steps[t], hidden[t], carried, inputGates[t], hiddenGates[t]);
    }
    addProducts(items, inputGates, gru.inputWeight(), gru.inputBias());
    addProducts(hidden, hiddenGates, gru.hiddenWeight(), gru.hiddenBias());
  }

  /** Fills the steps and the hidden state that each began with. */
  private void forward(double[][] items, GruStep[] steps, double[][] hidden) {
    for (int t = 0; t < items.length; t++) {
      steps[t] = new GruStep(dimensions);
      double[] next = t + 1 < items.length ? hidden[t + 1] : new double[dimensions];
      steps[t].run(gru, items[t], hidden[t], next);
    }
  }

  /**
   * One step back: from dL/dh′ to the gradients before the gates' functions, by the input's part
   * and by the hidden state's part, which differ in the third alone; returns dL/dh.
   */
  private double[] back(
      GruStep step, double[] hidden, double[] next, double[] inputGates, double[] hiddenGates) {
    double[] previous = new double[dimensions];
    for (int i = 0; i < dimensions; i++) {
      double r = step.reset(i);
      double z = step.update(i);
      double n = step.candidate(i);
      double byCandidate = next[i] * (1 - z) * (1 - n * n);
      double byReset = byCandidate * step.hiddenCandidate(i) * r * (1 - r);
      double byUpdate = next[i] * (hidden[i] - n) * z * (1 - z);
      set(inputGates, i, byReset, byUpdate, byCandidate);
      set(hiddenGates, i, byReset, byUpdate, byCandidate * r);
      previous[i] = next[i] * z;
    }
    Rows.addProduct(hiddenGates, hiddenWeightTransposed, previous);
    return previous;
  }

  private void set(double[] gates, int unit, double r, double z, double n) {
    gates[unit] = r;
    gates[dimensions + unit] = z;
    gates[2 * dimensions + unit] = n;
  }

  private static void addProducts(
      double[][] x, double[][] gates, Parameter weight, Parameter bias) {
    Rows.addProduct(Rows.transposed(x), gates, weight.gradient());
    Rows.addSum(gates, bias.biasGradient());
  }
}
