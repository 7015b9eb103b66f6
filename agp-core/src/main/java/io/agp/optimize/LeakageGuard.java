package io.agp.optimize;

import io.agp.Item;
import io.agp.prompt.Prompt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses prompts that hold what was learned from: a training item's title, a name of a person from
 * an item's text, or talk of the ground truth. What the first prompt already says is allowed, as a
 * person wrote it.
 *
 * <p>A title is looked for as whole words, without its year. A title of three words or more counts
 * in any case of letters; a shorter one, which may be everyday words ("Speed", "The Game"), only
 * where it is written as a title: capitalised (a word alone not at the start of a sentence), in
 * quotes or with its year. A person's name is any capitalised word within the value of an attribute
 * that holds persons.
 */
final class LeakageGuard implements PromptGuard {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
  private static final Pattern YEAR_AT_END = Pattern.compile("\\s*\\(\\d{4}\\)\\s*$");
  private static final Pattern YEAR_NEXT = Pattern.compile("\\s*\\(\\d{4}\\)");
  private static final String QUOTES = "\"'“”‘’«»„*_`";
  private static final Pattern GROUND_TRUTH =
      Pattern.compile("ground[\\s_-]*truth", Pattern.CASE_INSENSITIVE);
  private static final Pattern PERSONS =
      Pattern.compile(
          "(?i).*(actor|actress|cast|starring|director|author|writer|artist|creator|composer"
              + "|producer|singer|performer|person|people).*");
  private static final int MAX_TITLE_WORDS = 12;

  /** Titles by their words in lower case, joined by a space. */
  private final Map<String, String> titles = new HashMap<>();

  private final Set<String> names = new HashSet<>();
  private final Prompt initial;

  LeakageGuard(Collection<Item> items, Prompt initial) {
    this.initial = initial;
    for (Item item : items) {
      String title = YEAR_AT_END.matcher(item.title()).replaceFirst("");
      addTitle(title, item.title());
      int comma = title.lastIndexOf(", ");
      if (comma > 0) {
        addTitle(title.substring(comma + 2) + " " + title.substring(0, comma), item.title());
      }
      item.attributes()
          .forEach(
              (name, value) -> {
                if (PERSONS.matcher(name).matches()) {
                  addNames(value);
                }
              });
    }
    titles.keySet().removeIf(title -> !findTitle(initial.text(), Set.of(title)).isEmpty());
  }

  private void addTitle(String title, String shown) {
    List<Word> words = words(title);
    if (!words.isEmpty() && words.size() <= MAX_TITLE_WORDS) {
      titles.put(key(words, 0, words.size()), shown);
    }
  }

  private void addNames(String value) {
    for (Word word : words(value)) {
      if (word.text.length() >= 3 && word.capitalised() && !contains(initial.text(), word.text)) {
        names.add(word.text);
      }
    }
  }

  @Override
  public Optional<String> refusal(Prompt proposed) {
    String text = proposed.text();
    if (GROUND_TRUTH.matcher(text).find()) {
      return Optional.of("it speaks of the ground truth, which nobody has when the prompt is used");
    }
    Optional<String> title = findTitle(text, titles.keySet());
    if (title.isPresent()) {
      return Optional.of(
          "it names a single item (\""
              + titles.getOrDefault(title.get(), title.get())
              + "\"); a prompt must name no item");
    }
    return words(text).stream()
        .filter(word -> names.contains(word.text))
        .findFirst()
        .map(word -> "it names a person (\"" + word.text + "\"); a prompt must name no person");
  }

  private static Optional<String> findTitle(String text, Set<String> titles) {
    List<Word> words = words(text);
    for (int start = 0; start < words.size(); start++) {
      for (int end = start + 1; end <= Math.min(words.size(), start + MAX_TITLE_WORDS); end++) {
        String key = key(words, start, end);
        if (titles.contains(key) && (end - start >= 3 || writtenAsTitle(text, words, start, end))) {
          return Optional.of(key);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean writtenAsTitle(String text, List<Word> words, int start, int end) {
    int from = words.get(start).start;
    int to = words.get(end - 1).end;
    return quoted(text, from, to)
        || YEAR_NEXT.matcher(text).region(to, text.length()).lookingAt()
        || (words.subList(start, end).stream().allMatch(Word::capitalised)
            && (end - start > 1 || !startsSentence(text, from)));
  }

  private static boolean quoted(String text, int from, int to) {
    return from > 0
        && to < text.length()
        && QUOTES.indexOf(text.charAt(from - 1)) >= 0
        && QUOTES.indexOf(text.charAt(to)) >= 0;
  }

  private static boolean startsSentence(String text, int from) {
    String before = text.substring(0, from);
    String stripped = before.stripTrailing();
    return stripped.isEmpty()
        || before.indexOf('\n', stripped.length()) >= 0
        || ".!?:-*•)".indexOf(stripped.charAt(stripped.length() - 1)) >= 0;
  }

  private static boolean contains(String text, String word) {
    return words(text).stream().anyMatch(other -> other.text.equals(word));
  }

  private static String key(List<Word> words, int start, int end) {
    List<String> lower = new ArrayList<>();
    for (Word word : words.subList(start, end)) {
      lower.add(word.text.toLowerCase(Locale.ROOT));
    }
    return String.join(" ", lower);
  }

  private static List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(new Word(matcher.group(), matcher.start(), matcher.end()));
    }
    return words;
  }

  private record Word(String text, int start, int end) {
    boolean capitalised() {
      int first = text.codePointAt(0);
      return Character.isLetter(first) && !Character.isLowerCase(first);
    }
  }
}
