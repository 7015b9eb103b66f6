package io.agp.experiments.read;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Text of which only so much may be read between two calls of {@link #restart}: a parser that a
 * stray quote leads to hold the rest of a file as one value stops before it takes all memory. As
 * parsers read ahead in blocks, the bound holds to a block. Not thread-safe.
 */
final class BoundedReader extends FilterReader {
  private final int limit;
  private long count;

  BoundedReader(Reader in, int limit) {
    super(in);
    this.limit = limit;
  }

  /** Begins to count anew. */
  void restart() {
    count = 0;
  }

  @Override
  public int read() throws IOException {
    int character = super.read();
    count(character < 0 ? 0 : 1);
    return character;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int characters) throws LimitException {
    count += characters;
    if (count > limit) {
      throw new LimitException(limit);
    }
  }

  /** More was read than may be. */
  static final class LimitException extends IOException {
    private static final long serialVersionUID = 1L;

    LimitException(int limit) {
      super("more than " + limit + " characters");
    }
  }
}
