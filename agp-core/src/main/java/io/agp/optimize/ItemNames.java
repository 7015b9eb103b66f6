package io.agp.optimize;

import io.agp.Item;
import io.agp.optimize.PromptWords.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that an item's title and attributes hold, in the forms that people give them. */
final class ItemNames {
  private static final Pattern YEAR_AT_END = Pattern.compile("\\s*\\(\\d{4}[^)]{0,6}\\)\\s*$");
  private static final Pattern IN_BRACKETS = Pattern.compile("\\(([^()]*)\\)");
  private static final Pattern ALSO_KNOWN = Pattern.compile("(?i)^\\s*a\\.?k\\.?a\\.?\\s+");
  private static final Pattern ARTICLE_AT_END = Pattern.compile("^(.*\\S),\\s+([\\p{L}]+'?)\\s*$");
  private static final Pattern SUBTITLE = Pattern.compile(":\\s+|\\s[-–—]\\s");
  private static final Pattern LIST = Pattern.compile("[|,;/\\n]+");
  private static final Pattern PEOPLE = Pattern.compile("[|,;/&\\n]+| and ");
  private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+|\\n+");
  private static final Pattern PERSONS =
      Pattern.compile(
          "(?i).*(actor|actress|cast|starring|director|author|writer|artist|creator|composer"
              + "|producer|singer|performer|person|people).*");
  private static final Set<String> ARTICLES =
      Set.of(
          ("the a an la le les l el los las lo il gli un une una uma o os der die das den dem det"
                  + " een het")
              .split(" "));

  /** Attributes of fewer words in a row are lists, not prose. */
  private static final int PROSE = 6;

  private ItemNames() {}

  static boolean isArticle(String key) {
    return ARTICLES.contains(key);
  }

  static void addTitles(Item item, Mentions mentions) {
    forms(item.title()).forEach(form -> mentions.addItem(form, item.title()));
  }

  /**
   * A title without its year; with what stands in brackets taken out, which may be a title of its
   * own; with the article moved or left out; and the parts of a title that has a subtitle.
   */
  private static Set<String> forms(String title) {
    String whole = YEAR_AT_END.matcher(title).replaceFirst("");
    String main = IN_BRACKETS.matcher(whole).replaceAll(" ").strip();
    List<String> titles = new ArrayList<>(List.of(whole, main));
    for (MatchResult inner : IN_BRACKETS.matcher(whole).results().toList()) {
      String other = ALSO_KNOWN.matcher(inner.group(1)).replaceFirst("");
      if (count(other) >= 2 || !other.equals(inner.group(1))) {
        titles.add(other);
      }
    }
    String[] parts = SUBTITLE.split(withArticleInFront(main));
    for (int i = 0; parts.length > 1 && i < parts.length; i++) {
      if (count(parts[i]) >= (i == 0 ? 2 : 3)) {
        titles.add(parts[i]);
      }
    }
    Set<String> forms = new LinkedHashSet<>();
    titles.forEach(each -> addForms(each, forms));
    return forms;
  }

  private static void addForms(String title, Set<String> forms) {
    String inOrder = withArticleInFront(title);
    forms.add(title);
    forms.add(inOrder);
    List<Word> words = PromptWords.of(inOrder).words();
    if (words.size() > 1 && isArticle(words.get(0).key())) {
      forms.add(String.join(" ", words.stream().skip(1).map(Word::shown).toList()));
    }
  }

  private static String withArticleInFront(String title) {
    Matcher matcher = ARTICLE_AT_END.matcher(title);
    return matcher.matches() ? matcher.group(2) + " " + matcher.group(1) : title;
  }

  private static int count(String text) {
    return PromptWords.of(text).words().size();
  }

  /**
   * Persons by their full name in any form, by each word of it as a name; and what prose writes
   * with capitals within a sentence.
   */
  static void addPersons(Item item, Mentions mentions) {
    for (Map.Entry<String, String> attribute : item.attributes().entrySet()) {
      if (PERSONS.matcher(attribute.getKey()).matches()) {
        PEOPLE.splitAsStream(attribute.getValue()).forEach(name -> addPerson(name, mentions));
      } else if (count(attribute.getValue()) >= PROSE) {
        SENTENCE.splitAsStream(attribute.getValue()).forEach(text -> addNamed(text, mentions));
      }
    }
  }

  private static void addPerson(String name, Mentions mentions) {
    List<Word> words = PromptWords.of(name).words();
    if (words.size() > 1) {
      mentions.addPerson(name, Mentions.Form.ANY);
    }
    for (Word word : words) {
      if (word.isCapitalised() && word.key().length() >= 3 && !word.isFunctionWord()) {
        mentions.addPerson(word.shown(), Mentions.Form.AS_A_NAME);
      }
    }
  }

  private static void addNamed(String sentence, Mentions mentions) {
    List<Word> words = PromptWords.of(sentence).words();
    List<String> run = new ArrayList<>();
    for (int i = 0; i <= words.size(); i++) {
      if (i < words.size() && mayBeName(words.get(i), i == 0)) {
        run.add(words.get(i).shown());
      } else {
        if (run.size() > 1) {
          mentions.addPerson(String.join(" ", run), Mentions.Form.AS_A_NAME);
        }
        run.clear();
      }
    }
  }

  private static boolean mayBeName(Word word, boolean first) {
    return word.isCapitalised() && !(first && word.isFunctionWord());
  }

  /** What a list in an attribute holds: genres, brands, tags. */
  static Set<String> terms(Item item) {
    Set<String> terms = new LinkedHashSet<>();
    item.attributes()
        .forEach(
            (name, value) -> {
              if (!PERSONS.matcher(name).matches()) {
                Arrays.stream(LIST.split(value))
                    .map(term -> PromptWords.of(term).joined())
                    .forEach(terms::add);
              }
            });
    return terms;
  }
}
