package io.agp.rpp;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Encodes words and their character n-grams by hashing: each falls on one of d dimensions with a
 * sign, and the sum is brought to length 1 (feature hashing with signs). No model, no native code,
 * and the same numbers on every machine. Texts that share words or parts of words are near; a
 * likeness of meaning without common letters is not seen. Immutable and thread-safe.
 *
 * <p>A word weighs 1 and so do its n-grams together, in squares. Upper and lower case and
 * compatibility forms are alike; whatever is neither letter nor digit separates words. The time is
 * linear in the text.
 */
public final class HashingSentenceEncoder implements SentenceEncoder {
  /** The dimensions by default. */
  public static final int DEFAULT_DIMENSIONS = 512;

  private static final int SHORTEST = 3;
  private static final int LONGEST = 4;
  private static final int LONGEST_WORD = 64;
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private final int dimensions;

  /** An encoder with {@link #DEFAULT_DIMENSIONS}. */
  public HashingSentenceEncoder() {
    this(DEFAULT_DIMENSIONS);
  }

  /**
   * An encoder with dimensions of your choice.
   *
   * @param dimensions at least 2
   * @throws IllegalArgumentException if there are fewer
   */
  public HashingSentenceEncoder(int dimensions) {
    if (dimensions < 2) {
      throw new IllegalArgumentException("dimensions must be at least 2, was " + dimensions);
    }
    this.dimensions = dimensions;
  }

  @Override
  public double[] encode(String text) {
    double[] vector = new double[dimensions];
    int[] codePoints =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .toLowerCase(Locale.ROOT)
            .codePoints()
            .toArray();
    int from = 0;
    for (int at = 0; at <= codePoints.length; at++) {
      boolean ends =
          at == codePoints.length
              || !Character.isLetterOrDigit(codePoints[at])
              || at - from == LONGEST_WORD;
      if (ends && at > from) {
        addWord(vector, codePoints, from, at);
      }
      if (ends) {
        boolean cutWithinWord = at < codePoints.length && Character.isLetterOrDigit(codePoints[at]);
        from = cutWithinWord ? at : at + 1;
      }
    }
    return Vectors.normalized(vector);
  }

  private void addWord(double[] vector, int[] text, int from, int to) {
    int[] word = new int[to - from + 2];
    word[0] = '<';
    System.arraycopy(text, from, word, 1, to - from);
    word[word.length - 1] = '>';
    add(vector, hash(word, 0, word.length, 1), 1);
    double weight = 1 / Math.sqrt(Math.max(1, grams(word.length)));
    for (int length = SHORTEST; length <= LONGEST; length++) {
      for (int start = 0; start + length <= word.length; start++) {
        add(vector, hash(word, start, start + length, 2), weight);
      }
    }
  }

  private static int grams(int length) {
    int grams = 0;
    for (int n = SHORTEST; n <= LONGEST; n++) {
      grams += Math.max(0, length - n + 1);
    }
    return grams;
  }

  private void add(double[] vector, long hash, double weight) {
    int place = (int) Long.remainderUnsigned(hash >>> 1, dimensions);
    vector[place] += (hash & 1) == 0 ? weight : -weight;
  }

  /** FNV-1a over code points, then mixed so that all bits depend on all. */
  private static long hash(int[] text, int from, int to, int kind) {
    long hash = (OFFSET ^ kind) * PRIME;
    for (int i = from; i < to; i++) {
      hash = (hash ^ text[i]) * PRIME;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }

  @Override
  public String name() {
    return "hashing-1-" + dimensions;
  }

  @Override
  public int dimensions() {
    return dimensions;
  }
}
