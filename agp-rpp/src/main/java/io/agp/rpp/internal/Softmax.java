package io.agp.rpp.internal;

/** The softmax of logits, computed without overflow. */
final class Softmax {
  private Softmax() {}

  /** log softmax. */
  static double[] logProbabilities(double[] logits) {
    double max = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      max = Math.max(max, logit);
    }
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - max);
    }
    double shift = max + Math.log(sum);
    double[] logProbabilities = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      logProbabilities[i] = logits[i] - shift;
    }
    return logProbabilities;
  }

  /** softmax. */
  static double[] probabilities(double[] logits) {
    return exponentials(logProbabilities(logits));
  }

  /** e to the power of each number. */
  static double[] exponentials(double[] numbers) {
    double[] exponentials = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      exponentials[i] = Math.exp(numbers[i]);
    }
    return exponentials;
  }
}
