package io.agp.experiments.read;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Text of data sets from before UTF-8 was usual. Their files are ISO-8859-1, but copies that others
 * have converted to UTF-8 go round under the same names.
 */
final class OldText {
  /** What the files are read as: every byte is a character of it. */
  static final Charset CHARSET = StandardCharsets.ISO_8859_1;

  private OldText() {}

  /**
   * The text that was meant. Bytes beyond ASCII that are well-formed UTF-8 are UTF-8: accented
   * letters of ISO-8859-1 in words are not.
   *
   * @param text read as {@link #CHARSET}
   */
  static String of(String text) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(text.getBytes(CHARSET)))
          .toString();
    } catch (CharacterCodingException e) {
      return text;
    }
  }
}
