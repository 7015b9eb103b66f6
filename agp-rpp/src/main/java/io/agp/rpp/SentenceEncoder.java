package io.agp.rpp;

/**
 * Turns a text into a vector: E of RPP's state, for which the paper uses a frozen BERT (equation
 * 4). {@link HashingSentenceEncoder} comes with the library; bring your own for a learned one.
 *
 * <p>Implementations are thread-safe, and give the same vector for the same text for good: a policy
 * keeps the name of the encoder it was trained with.
 */
public interface SentenceEncoder {
  /**
   * Encodes a text.
   *
   * @param text any text; may be empty
   * @return a fresh array of {@link #dimensions()} finite numbers; zeros for an empty text
   */
  double[] encode(String text);

  /**
   * The encoder's identity: encoders that give other vectors have other names.
   *
   * @return the name with whatever settings change the vectors
   */
  String name();

  /**
   * The length of the vectors.
   *
   * @return at least 1
   */
  int dimensions();
}
