package io.agp.testkit;

import java.text.Normalizer;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Titles as people write them: with or without a year, the article in front or behind. */
final class Titles {
  private static final Pattern YEAR = Pattern.compile("\\((1[89]\\d\\d|20\\d\\d)(?:[-–]\\d*)?\\)");
  private static final Pattern YEAR_AT_END = Pattern.compile("\\s*\\(\\d{4}[^)]*\\)\\s*$");
  private static final Pattern ARTICLE_BEHIND =
      Pattern.compile("(?i)^(.*), (the|a|an|le|la|les|il|el|der|die|das)$");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private Titles() {}

  /** The words of a title without its year, by which titles are compared. */
  static String key(String title) {
    String bare = YEAR_AT_END.matcher(title).replaceFirst("").strip();
    Matcher article = ARTICLE_BEHIND.matcher(bare);
    if (article.matches()) {
      bare = article.group(2) + " " + article.group(1);
    }
    String plain = MARKS.matcher(Normalizer.normalize(bare, Normalizer.Form.NFKD)).replaceAll("");
    return NO_WORD.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }

  /** The last year in parentheses. */
  static OptionalInt year(String title) {
    Matcher matcher = YEAR.matcher(title);
    OptionalInt year = OptionalInt.empty();
    while (matcher.find()) {
      year = OptionalInt.of(Integer.parseInt(matcher.group(1)));
    }
    return year;
  }
}
