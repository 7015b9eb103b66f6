package io.agp.rerank;

import io.agp.Item;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds candidates by title or by the caller's id. A title is compared word by word, so "Alien" is
 * not found in "Aliens", and the longest title wins. Case, punctuation, the year at the end and the
 * place of the article do not matter. For one thread.
 */
final class TitleIndex {
  private static final Pattern YEAR = Pattern.compile("(1[89]|20)\\d\\d");
  private static final Pattern SEQUEL = Pattern.compile("\\d{1,2}|ii|iii|iv|v|vi|vii|viii|ix|x");
  private static final Set<String> ARTICLES =
      Set.of("the", "a", "an", "le", "la", "les", "l", "der", "die", "das", "el", "il", "los");
  private static final int MAX_WORDS = 40;

  private final Map<String, List<Integer>> byTitle = new HashMap<>();
  private final Map<String, Integer> byId = new HashMap<>();
  private final List<Item> candidates;
  private final int size;
  private int longest;
  private boolean prepared;

  TitleIndex(List<Item> candidates) {
    this.candidates = candidates;
    this.size = candidates.size();
  }

  /** Prepares the titles, once and only if an answer has words to compare with them. */
  private void prepare() {
    if (prepared) {
      return;
    }
    prepared = true;
    for (int place = 0; place < size; place++) {
      byId.put(candidates.get(place).id(), place);
      String title = candidates.get(place).title();
      add(texts(words(title)), place);
      int parenthesis = title.indexOf('(');
      if (parenthesis > 0) {
        add(texts(words(title.substring(0, parenthesis))), place);
      }
    }
  }

  /**
   * Adds a title, also without its year, and with its article at the front, at the end or nowhere.
   */
  private void add(List<String> title, int place) {
    List<String> words = title;
    put(words, place);
    int last = words.size() - 1;
    if (last > 0 && YEAR.matcher(words.get(last)).matches()) {
      words = words.subList(0, last);
      put(words, place);
    }
    last = words.size() - 1;
    if (last > 0 && ARTICLES.contains(words.get(last))) {
      List<String> bare = words.subList(0, last);
      put(bare, place);
      put(concat(List.of(words.get(last)), bare), place);
    } else if (last > 0 && ARTICLES.contains(words.get(0))) {
      List<String> bare = words.subList(1, words.size());
      put(bare, place);
      put(concat(bare, List.of(words.get(0))), place);
    }
  }

  private static List<String> concat(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private void put(List<String> words, int place) {
    if (words.isEmpty() || words.size() > MAX_WORDS) {
      return;
    }
    List<Integer> places =
        byTitle.computeIfAbsent(String.join(" ", words), key -> new ArrayList<>());
    if (!places.contains(place)) {
      places.add(place);
    }
    longest = Math.max(longest, words.size());
  }

  int size() {
    return size;
  }

  /** The place of the candidate with this id of the caller's, or -1. */
  int placeOfId(int id) {
    prepare();
    return byId.getOrDefault(Integer.toString(id), -1);
  }

  /** The candidate that has exactly this id of the caller's. */
  Optional<Mentions.Mention> byId(String id) {
    prepare();
    return Optional.ofNullable(byId.get(id)).map(place -> new Mentions.Named(List.of(place)));
  }

  /** The candidates whose title is all of the text, a year after it allowed. */
  Optional<Mentions.Mention> exactly(String text) {
    List<Word> words = words(text);
    return matchAt(words, 0)
        .filter(match -> isRest(words, match.length))
        .map(match -> new Mentions.Named(match.places));
  }

  private static boolean isRest(List<Word> words, int from) {
    return from == words.size()
        || (from == words.size() - 1 && YEAR.matcher(words.get(from).text).matches());
  }

  /** The first title in the text, the longest at its place. */
  Optional<Mentions.Mention> first(String text) {
    List<Word> words = words(text);
    for (int start = 0; start < words.size(); start++) {
      Optional<Match> match = matchAt(words, start);
      if (match.isPresent()) {
        return Optional.of(new Mentions.Named(match.get().places));
      }
    }
    return Optional.empty();
  }

  /**
   * All titles in running text; a title of one everyday word counts only where it is capitalised.
   */
  Mentions all(String text) {
    Mentions mentions = new Mentions();
    List<Word> words = words(text);
    for (int start = 0; start < words.size(); ) {
      int at = start;
      Optional<Match> match =
          matchAt(words, start).filter(m -> m.length > 1 || words.get(at).isDistinct());
      match.ifPresent(m -> mentions.add(new Mentions.Named(m.places)));
      start += match.map(Match::length).orElse(1);
    }
    return mentions;
  }

  private Optional<Match> matchAt(List<Word> words, int start) {
    prepare();
    int most = Math.min(longest, words.size() - start);
    StringBuilder key = new StringBuilder();
    @Nullable Match best = null;
    for (int length = 1; length <= most; length++) {
      key.append(length == 1 ? "" : " ").append(words.get(start + length - 1).text);
      List<Integer> places = byTitle.get(key.toString());
      if (places != null && !isOtherPart(words, start + length)) {
        best = new Match(places, length);
      }
    }
    return Optional.ofNullable(best);
  }

  /** Whether the next word makes another title of it, as the number of a sequel does. */
  private static boolean isOtherPart(List<Word> words, int next) {
    return next < words.size()
        && words.get(next).adjacent
        && SEQUEL.matcher(words.get(next).text).matches();
  }

  private static List<String> texts(List<Word> words) {
    return words.stream().map(Word::text).toList();
  }

  private static List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    int end = -1;
    int at = 0;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      int next = at + Character.charCount(codePoint);
      if (isWordPart(codePoint)) {
        while (next < text.length() && continues(codePoint, text, next)) {
          next += Character.charCount(text.codePointAt(next));
        }
        boolean adjacent = end >= 0 && at == end + 1 && text.charAt(end) == ' ';
        words.add(new Word(normal(text.substring(at, next)), codePoint, adjacent));
        end = next;
      }
      at = next;
    }
    return words;
  }

  private static boolean continues(int first, String text, int next) {
    int codePoint = text.codePointAt(next);
    boolean apostrophe =
        (codePoint == '\'' || codePoint == '’')
            && next + 1 < text.length()
            && Character.isLetter(text.codePointAt(next + 1));
    return !standsAlone(first) && !standsAlone(codePoint) && (isWordPart(codePoint) || apostrophe);
  }

  private static boolean isWordPart(int codePoint) {
    return Character.isLetterOrDigit(codePoint)
        || Character.getType(codePoint) == Character.NON_SPACING_MARK
        || Character.getType(codePoint) == Character.COMBINING_SPACING_MARK
        || codePoint == 'ー';
  }

  /** Signs of scripts that put no space between words are words of their own. */
  private static boolean standsAlone(int codePoint) {
    Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
    return script == Character.UnicodeScript.HAN
        || script == Character.UnicodeScript.HIRAGANA
        || script == Character.UnicodeScript.THAI;
  }

  private static String normal(String word) {
    return Normalizer.normalize(word, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replace("’", "")
        .replace("'", "");
  }

  private record Word(String text, int first, boolean adjacent) {
    /** Whether the word alone may be a title in running text. */
    boolean isDistinct() {
      return Character.isLetter(first) && !Character.isLowerCase(first) && text.length() > 1;
    }
  }

  private record Match(List<Integer> places, int length) {}
}
