package io.agp.experiments.learned;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * SASRec on a tape (Kang and McAuley 2018). Rows are items of sequences, padded at the front:
 *
 * <pre>
 * x = (item · √d + position), zero at padding
 * each block: q = LN1(x);  h = LN2(q + attention(q, x, x));  x = h + W2 · relu(W1 · h + b1) + b2, zero at padding
 * hidden = LN(x)
 * </pre>
 *
 * <p>with dropout on the first x, on the weights of attention and after both feed-forward matrices.
 * Not thread-safe.
 */
final class SasRecNetwork {
  private final SasRecSettings settings;
  private final Tape tape;
  private final Iterator<Tensor> unused;
  private final Tape.Node embedding;
  private final Tape.Node hidden;

  /**
   * Records the network.
   *
   * @param weights are read at each run
   * @param sequences the most sequences at a time
   * @param training whether there are dropout and gradients
   */
  SasRecNetwork(SasRecWeights weights, SasRecSettings settings, int sequences, boolean training) {
    this.settings = settings;
    this.tape = new Tape(sequences, settings.length(), training);
    this.unused = weights.others().iterator();
    this.embedding = tape.lookup(weights.item(), factor(settings));
    Tape.Node x = tape.addPositions(embedding, next());
    x = tape.withoutPadding(tape.dropout(x, settings.dropout()));
    for (int block = 0; block < settings.blocks(); block++) {
      x = block(x);
    }
    this.hidden = tape.layerNorm(x, next(), next());
  }

  /** What item vectors are multiplied by at the input. */
  static float factor(SasRecSettings settings) {
    return (float) Math.sqrt(settings.dimensions());
  }

  private Tape.Node next() {
    return tape.parameter(unused.next());
  }

  private Tape.Node block(Tape.Node x) {
    Tape.Node[] w = new Tape.Node[2 * SasRecWeights.MATRICES.size()];
    Arrays.setAll(w, i -> next());
    Tape.Node q = tape.layerNorm(x, next(), next());
    Tape.Node taken =
        tape.attention(
            tape.linear(q, w[0], w[1]),
            tape.linear(x, w[2], w[3]),
            tape.linear(x, w[4], w[5]),
            settings.heads(),
            settings.dropout());
    Tape.Node h = tape.layerNorm(tape.add(q, tape.linear(taken, w[6], w[7])), next(), next());
    Tape.Node inner = tape.relu(dropout(tape.linear(h, w[8], w[9])));
    Tape.Node outer = dropout(tape.linear(inner, w[10], w[11]));
    return tape.withoutPadding(tape.add(h, outer));
  }

  private Tape.Node dropout(Tape.Node x) {
    return tape.dropout(x, settings.dropout());
  }

  /** The item of each row, 0 for padding; to be filled before a run. */
  int[] items() {
    return tape.items();
  }

  /** The rows of the last run. */
  int rows() {
    return tape.rows();
  }

  void forward(int sequences, long seed) {
    tape.forward(sequences, seed);
  }

  void backward() {
    tape.backward();
  }

  /** What the item vectors are multiplied with to get scores, row by row. */
  Tape.Node hidden() {
    return hidden;
  }

  /** The rows' item vectors; their gradient is that of the item table, still to be gathered. */
  Tape.Node embedding() {
    return embedding;
  }

  /** The gradients of all weights but the items, in their order. */
  List<Tape.Node> parameters() {
    return tape.parameters();
  }
}
