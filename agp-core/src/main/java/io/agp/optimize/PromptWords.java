package io.agp.optimize;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a text in a form in which different spellings of the same are equal: Unicode forms,
 * accents, case, apostrophes, invisible characters. Case is kept aside, as it tells titles from
 * everyday words. Scripts without spaces have a word for each character.
 */
final class PromptWords {
  /** Words that carry a sentence and name nothing. */
  private static final Set<String> FUNCTION_WORDS =
      Set.of(
          ("a about after again against all also always am an and any are as at be because been"
                  + " before being between both but by can could did do does done down during each"
                  + " either else even ever every few first for from had has have he her here him"
                  + " his how i if in into is it its just last less many may me might more most"
                  + " much must my neither never next no none nor not nothing now of off often on"
                  + " once one only or other others our out over own per same several shall she"
                  + " should so some something such than that the their them then there these they"
                  + " this those three through to too two under until up us very was we were what"
                  + " when where which while who whom whose why will with within without would yes"
                  + " you your")
              .split(" "));

  private static final Pattern INVISIBLE = Pattern.compile("[\\p{M}\\p{Cf}]+");
  private static final Pattern APOSTROPHE = Pattern.compile("[‘’ʼ]");
  private static final String ALONE = "\\p{IsIdeographic}\\p{IsHiragana}\\p{IsKatakana}";
  private static final Pattern WORD =
      Pattern.compile(
          "["
              + ALONE
              + "]|[\\p{L}\\p{N}&&[^"
              + ALONE
              + "]]+(?:'[\\p{L}\\p{N}&&[^"
              + ALONE
              + "]]+)*");

  /** A word: its form for comparison, and where it stands in {@link #text()}. */
  record Word(String key, String shown, int start, int end) {
    boolean isCapitalised() {
      int first = shown.codePointAt(0);
      return Character.isUpperCase(first) || Character.isTitleCase(first);
    }

    boolean isNumber() {
      return Character.isDigit(shown.codePointAt(0));
    }

    boolean isShouted() {
      return shown.length() > 1 && shown.equals(shown.toUpperCase(Locale.ROOT));
    }

    boolean isFunctionWord() {
      return FUNCTION_WORDS.contains(key);
    }
  }

  private final String text;
  private final List<Word> words = new ArrayList<>();

  private PromptWords(String text) {
    this.text = text;
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String shown = matcher.group();
      words.add(new Word(key(shown), shown, matcher.start(), matcher.end()));
    }
  }

  static PromptWords of(String text) {
    String plain =
        INVISIBLE.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    return new PromptWords(APOSTROPHE.matcher(plain).replaceAll("'").replace("&", " and "));
  }

  /** By way of capitals, so that letters with two small forms are equal. */
  private static String key(String word) {
    return word.replace("'", "").toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** The text that the places of the words are of; not the one that was given. */
  String text() {
    return text;
  }

  List<Word> words() {
    return words;
  }

  /** All words written together, so that hyphens and spaces make no difference. */
  String joined() {
    return String.join("", words.stream().map(Word::key).toList());
  }
}
