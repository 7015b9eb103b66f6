package io.agp.experiments.read;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How MovieLens writes titles: {@code Matrix, The (1999)}. */
final class MovieTitles {
  private static final Pattern YEAR = Pattern.compile("\\(([0-9]{4})\\)$");

  /**
   * A name with its article behind it: the title itself, or another name of the film in brackets.
   */
  private static final Pattern TRAILING_ARTICLE =
      Pattern.compile(
          "(^|\\()(a\\.k\\.a\\. )?([^()]+), ("
              + "The|A|An" // English
              + "|Le|La|Les|L'|Un|Une" // French
              + "|Il|Lo|I|Gli|Uno|Una" // Italian
              + "|El|Los|Las" // Spanish
              + "|Der|Die|Das|Ein|Eine" // German
              + "|De|Het|Den|Det|En|Ett" // Dutch and Scandinavian
              + ")(?= \\(|\\)|$)");

  private MovieTitles() {}

  static Optional<String> year(String title) {
    Matcher year = YEAR.matcher(title);
    return year.find() ? Optional.of(year.group(1)) : Optional.empty();
  }

  static String articleFirst(String title) {
    return TRAILING_ARTICLE.matcher(title).replaceAll(MovieTitles::moved);
  }

  private static String moved(MatchResult name) {
    String article = name.group(4);
    String alias = name.group(2) == null ? "" : name.group(2);
    String gap = article.endsWith("'") ? "" : " ";
    return Matcher.quoteReplacement(name.group(1) + alias + article + gap + name.group(3));
  }
}
