package io.agp.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a taste out of free text: words of the candidates' facts, years and decades, and how
 * strongly each is meant ("mostly", "4 of 5", "20 %", "avoids").
 */
final class TasteReader {
  private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+|\\n+");
  private static final double UNSAID = 0.7;
  private static final double FADING = 0.93;
  private static final double LATEST_COUNTS_MORE = 0.4;

  private static final Map<Pattern, Double> STRENGTHS =
      Map.of(
          words(
              "mostly|mainly|chiefly|above all|predominantly|primarily|especially|strong(?:ly)?"
                  + "|favou?rites?|loves?|nearly all|almost (?:all|always)|most|dominat\\w+"
                  + "|heav(?:y|ily)|first and foremost|always|consistently"),
          1.0,
          words("often|many|frequently|regularly|several|next come|quite a few"),
          0.55,
          words("sometimes|some|occasional(?:ly)?|a few|now and then|once|at times|a touch of"),
          0.25,
          words("in passing|among other things|perhaps|possibly"),
          0.2,
          words("rarely|seldom|hardly|little"),
          -0.15,
          words("dislikes?|avoids?|never|not|without|no interest|no|passes over|absent|turned off"),
          -0.4);
  private static final Pattern COUNT =
      Pattern.compile(
          "(?:(\\d+|one|two|three|four|five|six|seven|eight|nine|ten) (?:out )?of (?:the )?(?:last"
              + " )?(\\d+|two|three|four|five|six|seven|eight|nine|ten)\\b|(\\d+)/(\\d+)\\b"
              + "|(\\d+(?:\\.\\d+)?) ?(?:%|per ?cent))");
  private static final List<String> NUMBERS =
      List.of("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");
  private static final Pattern YEARS =
      Pattern.compile(
          "\\b(1[5-9]\\d\\d|20\\d\\d)(s)?(?:\\s*(?:–|-|—|to|until|through)\\s*"
              + "(1[5-9]\\d\\d|20\\d\\d)(s)?)?\\b|(?:'|’|\\b)([2-9]0)s\\b"
              + "|\\b(twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\\b");
  private static final Pattern BETWEEN = Pattern.compile("between (\\d{4}) and (\\d{4})");
  private static final List<String> DECADES =
      List.of(
          "",
          "",
          "twenties",
          "thirties",
          "forties",
          "fifties",
          "sixties",
          "seventies",
          "eighties",
          "nineties");
  private static final Pattern LATEST = Pattern.compile("\\b(?:latest|most recent|newest|last)\\b");

  private final Map<Facet, Set<String>> vocabulary;
  private final Map<Facet, Map<String, Double>> values = new EnumMap<>(Facet.class);
  private final List<Taste.Period> years = new ArrayList<>();
  private int idle;

  /** How strongly the words now being read are meant. */
  private double strength;

  /** The strength within a sentence on the latest choice, or 0 in any other. */
  private double base;

  private TasteReader(Map<Facet, Set<String>> vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The taste in a text, as far as the vocabulary reaches. */
  static Taste read(String text, Map<Facet, Set<String>> vocabulary) {
    TasteReader reader = new TasteReader(vocabulary);
    for (String sentence : SENTENCE.split(text)) {
      String lower = sentence.toLowerCase(Locale.ROOT);
      reader.sentence(BETWEEN.matcher(lower).replaceAll("$1 to $2"));
    }
    return new Taste(reader.values, reader.years, reader.idle);
  }

  private static Pattern words(String words) {
    return Pattern.compile("\\b(?:" + words + ")\\b");
  }

  /** Something said at a place in a sentence; what changes the strength comes before the rest. */
  private record Said(int at, Runnable effect) {}

  private void sentence(String sentence) {
    List<Said> said = new ArrayList<>();
    STRENGTHS.forEach((words, value) -> strengths(sentence, words, value, said));
    int before = said.size();
    terms(sentence, said);
    years(sentence, said);
    if (said.size() == before) {
      idle++;
    }
    counts(sentence, said);
    said.sort(Comparator.comparingInt(Said::at));
    base = LATEST.matcher(sentence).find() ? LATEST_COUNTS_MORE : 0;
    strength = base > 0 ? LATEST_COUNTS_MORE : UNSAID;
    said.forEach(one -> one.effect.run());
  }

  private void strengths(String sentence, Pattern words, double value, List<Said> said) {
    Matcher matcher = words.matcher(sentence);
    while (matcher.find()) {
      said.add(new Said(matcher.start(), () -> strength = stronger(value)));
    }
  }

  /** Within a sentence on the latest choice "most" speaks of the choice, not of a share. */
  private double stronger(double value) {
    return base > 0 && value > 0 ? base : value;
  }

  private void counts(String sentence, List<Said> said) {
    Matcher matcher = COUNT.matcher(sentence);
    while (matcher.find()) {
      double share = share(matcher);
      said.add(new Said(matcher.start(), () -> strength = share));
    }
  }

  private static double share(Matcher count) {
    if (count.group(5) != null) {
      return Math.min(1, Double.parseDouble(count.group(5)) / 100);
    }
    double part = number(count.group(1) != null ? count.group(1) : count.group(3));
    double whole = number(count.group(1) != null ? count.group(2) : count.group(4));
    return whole <= 0 ? 0 : Math.min(1, part / whole);
  }

  private static double number(String word) {
    int named = NUMBERS.indexOf(word);
    return named > 0 ? named : Double.parseDouble(word);
  }

  /** A count just behind a term is the term's: "drama (4 of 5)". */
  private static double countBehind(String sentence, int end, double otherwise) {
    Matcher count = COUNT.matcher(sentence).region(end, Math.min(sentence.length(), end + 18));
    return count.find()
            && sentence.substring(end, count.start()).matches("\\s*[(\\[:,]?\\s*(?:in )?")
        ? share(count)
        : otherwise;
  }

  private void terms(String sentence, List<Said> said) {
    vocabulary.forEach(
        (facet, terms) -> {
          for (String term : terms) {
            for (int[] place : Terms.find(sentence, term)) {
              said.add(new Said(place[0], () -> like(facet, term, sentence, place[1])));
            }
          }
        });
  }

  private void like(Facet facet, String term, String sentence, int end) {
    double meant = countBehind(sentence, end, strength);
    values.computeIfAbsent(facet, key -> new HashMap<>()).merge(term, meant, Double::sum);
    if (meant == strength) {
      strength *= FADING;
    }
  }

  private void years(String sentence, List<Said> said) {
    Matcher matcher = YEARS.matcher(sentence);
    while (matcher.find()) {
      int[] span = span(matcher);
      int end = matcher.end();
      said.add(
          new Said(
              matcher.start(),
              () -> {
                double meant = countBehind(sentence, end, strength);
                if (meant > 0) {
                  years.add(new Taste.Period(span[0], span[1], meant));
                }
              }));
    }
  }

  private static int[] span(Matcher year) {
    if (year.group(1) == null) {
      int decade =
          year.group(5) != null
              ? Integer.parseInt(year.group(5))
              : 10 * DECADES.indexOf(year.group(6));
      return new int[] {1900 + decade, 1909 + decade};
    }
    int from = Integer.parseInt(year.group(1));
    int to = year.group(3) == null ? from : Integer.parseInt(year.group(3));
    boolean decade = year.group(3) == null ? year.group(2) != null : year.group(4) != null;
    return new int[] {Math.min(from, to), Math.max(from, to) + (decade ? 9 : 0)};
  }
}
