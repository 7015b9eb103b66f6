package io.agp.experiments.read;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/**
 * Makes plain text on one line of what catalogues hold: markup and entities are resolved, white
 * space is collapsed, and characters that nobody sees are removed.
 */
final class TextCleaner {
  /** What is read of a text, in characters: markup beyond is not worth the time. */
  private static final int READ = 20_000;

  /** Catalogues that were escaped twice are common: of a quote, they have the escaped entity. */
  private static final int TIMES_ESCAPED = 2;

  private static final Pattern MARKUP =
      Pattern.compile("<[a-zA-Z/!]|&(#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);");
  private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\x{85}]+");

  /**
   * Controls, lone surrogates and private characters, and the invisible characters that turn the
   * direction of writing or hide text. Joiners stay, as emoji and some scripts need them.
   */
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\p{Cc}\\p{Cs}\\p{Co}\\x{200B}\\x{202A}-\\x{202E}\\x{2060}-\\x{2069}\\x{FEFF}"
              + "\\x{E0000}-\\x{E007F}&&[^\\s\\x{85}]]");

  /** Three dots: the character for it would make Java hold the whole text at two bytes each. */
  private static final String ELLIPSIS = "...";

  private TextCleaner() {}

  /** The cleaned text, cut to a length. */
  static String clean(String raw, int longest) {
    String text = raw.length() <= READ ? raw : raw.substring(0, READ);
    for (int i = 0; i < TIMES_ESCAPED && MARKUP.matcher(text).find(); i++) {
      text = Jsoup.parseBodyFragment(text).text();
    }
    String visible = INVISIBLE.matcher(text).replaceAll("");
    return cut(SPACE.matcher(visible).replaceAll(" ").strip(), longest);
  }

  /** The text, or its beginning up to a word's end and an ellipsis; at least 5 characters. */
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int room = longest - ELLIPSIS.length();
    int space = text.lastIndexOf(' ', room);
    int end = space > room / 2 ? space : wholeCharacter(text, room);
    return text.substring(0, end).stripTrailing() + ELLIPSIS;
  }

  private static int wholeCharacter(String text, int end) {
    return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }
}
