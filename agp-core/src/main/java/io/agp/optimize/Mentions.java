package io.agp.optimize;

import io.agp.optimize.PromptWords.Word;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds names in a text. A name of several telling words counts however it is written. A shorter
 * one may be everyday words ("Up", "Heat", "Before and After") and counts only where it is written
 * as a name: with capitals within a sentence, in quotes, in italics or with its year.
 */
final class Mentions {
  private static final String QUOTES = "\"'“”«»„‚‹›`「」『』《》〈〉";
  private static final String SENTENCE_ENDS = ".!?:-–—•)|";
  private static final String MARKUP = "*_#>`\"“„«";
  private static final Pattern ABBREVIATION =
      Pattern.compile("(?i)\\b(?:e\\.\\s?g|i\\.\\s?e|cf|vs|incl|esp)\\.$");
  private static final Pattern YEAR = Pattern.compile("[\\s,;:.!?*]*([(\\[]?)\\s*(\\d{4})\\b");

  /**
   * A name.
   *
   * @param shown as it is told
   * @param person of a person, not of an item
   * @param counts how it must be written
   */
  record Name(String shown, boolean person, Form counts) {}

  /** How a name must be written to count, the laxest first. */
  enum Form {
    ANY,
    AS_A_NAME,
    WITH_ITS_YEAR
  }

  private final Map<String, Name> names = new HashMap<>();
  private int longest;

  /** Adds the name of an item, which counts in any form if it has enough telling words. */
  void addItem(String name, String shown) {
    PromptWords words = PromptWords.of(name);
    add(words, new Name(shown, false, isTelling(words.words()) ? Form.ANY : Form.AS_A_NAME));
  }

  /** Adds the name of a person. */
  void addPerson(String name, Form counts) {
    add(PromptWords.of(name), new Name(name.strip(), true, counts));
  }

  private void add(PromptWords words, Name name) {
    String key = words.joined();
    if (!key.isEmpty()) {
      names.merge(key, name, (old, now) -> now.counts().compareTo(old.counts()) < 0 ? now : old);
      longest = Math.max(longest, key.length());
    }
  }

  private static boolean isTelling(List<Word> words) {
    boolean article = !words.isEmpty() && ItemNames.isArticle(words.get(0).key());
    int count = words.size() - (article ? 1 : 0);
    long telling = words.stream().filter(word -> !word.isFunctionWord()).count();
    return count >= 5 || (count >= 3 && telling >= 2);
  }

  /** Lets names that are everyday words count with their year only. */
  void requireYear(Collection<String> keys) {
    keys.forEach(
        key ->
            names.computeIfPresent(
                key,
                (k, name) ->
                    name.counts() == Form.ANY
                        ? name
                        : new Name(name.shown(), name.person(), Form.WITH_ITS_YEAR)));
  }

  /** Takes all names out that a text holds in any form. */
  void removeThoseIn(PromptWords text) {
    names.keySet().removeAll(find(text, place -> true).keySet());
  }

  /** The names in a text, in the order in which they begin there. */
  List<Name> in(PromptWords text) {
    return List.copyOf(find(text, Place::counts).values());
  }

  private Map<String, Name> find(PromptWords text, Predicate<Place> counts) {
    Map<String, Name> found = new LinkedHashMap<>();
    List<Word> words = text.words();
    for (int start = 0; start < words.size(); start++) {
      StringBuilder key = new StringBuilder();
      for (int end = start; end < words.size(); end++) {
        key.append(words.get(end).key());
        if (key.length() > longest) {
          break;
        }
        Name name = names.get(key.toString());
        if (name != null
            && counts.test(new Place(text.text(), words.subList(start, end + 1), name))) {
          found.put(key.toString(), name);
        }
      }
    }
    return found;
  }

  /** Where a name's words stand in a text. */
  private record Place(String text, List<Word> words, Name name) {
    boolean counts() {
      return switch (name.counts()) {
        case ANY -> true;
        case AS_A_NAME -> isQuoted() || hasYear() || hasCapitals();
        case WITH_ITS_YEAR -> hasYear();
      };
    }

    private int from() {
      return words.get(0).start();
    }

    private int to() {
      return words.get(words.size() - 1).end();
    }

    private boolean isQuoted() {
      int after = to();
      while (after < text.length() && ".,!?;".indexOf(text.charAt(after)) >= 0) {
        after++;
      }
      return isQuote(from() - 1, -1) && isQuote(after, 1);
    }

    /** A quotation mark, or one mark of italics; two are bold, which headings are as well. */
    private boolean isQuote(int at, int outwards) {
      if (at < 0 || at >= text.length()) {
        return false;
      }
      char mark = text.charAt(at);
      int next = at + outwards;
      char beyond = next < 0 || next >= text.length() ? ' ' : text.charAt(next);
      return !Character.isLetterOrDigit(beyond)
          && (QUOTES.indexOf(mark) >= 0 || ("*_".indexOf(mark) >= 0 && beyond != mark));
    }

    private boolean hasYear() {
      Matcher year = YEAR.matcher(text).region(to(), text.length());
      return year.lookingAt() && (!year.group(1).isEmpty() || name.shown().contains(year.group(2)));
    }

    /** Small words may be small within a name; the capital that begins a sentence says nothing. */
    private boolean hasCapitals() {
      boolean smallWords = words.stream().allMatch(Word::isFunctionWord);
      boolean telling = false;
      for (Word word : words) {
        boolean mayBeSmall = word.isNumber() || (word.isFunctionWord() && word.start() > from());
        if (!word.isCapitalised() && !mayBeSmall) {
          return false;
        }
        telling |=
            word.isCapitalised()
                && !(smallWords && word.isShouted())
                && !startsSentence(word.start(), smallWords);
      }
      return telling;
    }

    private boolean startsSentence(int at, boolean smallWord) {
      String before = text.substring(0, at);
      int end = before.length();
      while (end > 0 && (isSpace(before, end) || MARKUP.indexOf(before.charAt(end - 1)) >= 0)) {
        end--;
      }
      String sentence = before.substring(0, end);
      return sentence.isEmpty()
          || before.indexOf('\n', end) >= 0
          || (smallWord && "([".indexOf(sentence.charAt(end - 1)) >= 0)
          || (SENTENCE_ENDS.indexOf(sentence.charAt(end - 1)) >= 0
              && !ABBREVIATION.matcher(sentence).find());
    }

    private static boolean isSpace(String text, int end) {
      return Character.isWhitespace(text.charAt(end - 1));
    }
  }
}
