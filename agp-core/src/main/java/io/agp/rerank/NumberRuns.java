package io.agp.rerank;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds numbers in a row with nothing but separators between them: "3, 1, 2", "[3] > [1] > [2]", "3
 * first, then 1 and 2". In prose a run counts if it names three candidates or half of them: fewer
 * may be about anything.
 */
final class NumberRuns implements RankingReader.Reading {
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\p{L}\\d])\\d+(?:\\.\\d+)?(?!\\p{L})");
  private static final Pattern WORD = Pattern.compile("\\p{L}+");
  private static final Set<String> LINKS =
      Set.of(
          "and",
          "then",
          "next",
          "first",
          "second",
          "third",
          "last",
          "lastly",
          "finally",
          "followed",
          "by",
          "before",
          "over",
          "candidate",
          "item",
          "id",
          "number",
          "no",
          "und",
          "dann",
          "y",
          "et");
  private static final String SEPARATORS = ",;>|[](){}\"'#*/→≻»<=-_.:`、，；";
  private static final int MAX_GAP = 40;

  @Override
  public Optional<Mentions> find(AnswerText answer, TitleIndex titles) {
    String text = answer.text();
    int k = titles.size();
    Mentions best = new Mentions();
    Mentions run = new Mentions();
    int end = -1;
    boolean alone = true;
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      boolean goesOn = end >= 0 && isGap(text, end, matcher.start());
      if (!goesOn) {
        best = better(run, best, titles);
        alone &= end < 0 && isGap(text, 0, matcher.start());
        run = new Mentions();
      }
      run.add(Mentions.number(matcher.group()));
      end = matcher.end();
    }
    best = better(run, best, titles);
    alone &= end >= 0 && isGap(text, end, text.length());
    int needed = alone ? 1 : Math.min(k, Math.min(3, Math.max(2, (k + 1) / 2)));
    return Resolution.named(best, titles) >= needed ? Optional.of(best) : Optional.empty();
  }

  private static Mentions better(Mentions run, Mentions best, TitleIndex titles) {
    int named = Resolution.named(run, titles);
    return named > 0 && named >= Resolution.named(best, titles) ? run : best;
  }

  private static boolean isGap(String text, int from, int to) {
    if (from == to) {
      return true;
    }
    String gap = text.substring(from, Math.min(to, from + MAX_GAP + 1));
    boolean dashInside = gap.equals("-") || gap.equals(":") || gap.equals("/");
    if (gap.length() > MAX_GAP || dashInside) {
      return false;
    }
    return WORD.matcher(gap)
        .replaceAll(
            word -> LINKS.contains(word.group().toLowerCase(java.util.Locale.ROOT)) ? "" : "x")
        .chars()
        .allMatch(c -> Character.isWhitespace(c) || SEPARATORS.indexOf(c) >= 0);
  }
}
