package io.agp.experiments.read;

import io.agp.Item;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes items with the text that prompts show: the title, then the attributes that exist, in the
 * order in which they are given. Texts are cleaned ({@link TextCleaner}) and cut; a blank one is no
 * attribute, and an item without a title has an empty one. Values that recur are held once. One
 * object serves one reading. Not thread-safe.
 */
final class ItemText {
  /** The longest title, in characters. */
  static final int TITLE = 200;

  /** The longest description, in characters. */
  static final int DESCRIPTION = 300;

  /** The longest value of any other attribute, in characters. */
  static final int VALUE = 200;

  /** How many entries of a list are kept. */
  static final int ENTRIES = 5;

  private static final Pattern PRICE =
      Pattern.compile("(?i)(from )?\\p{Sc}? ?[0-9][0-9.,]*( ?[-–] ?\\p{Sc}? ?[0-9][0-9.,]*)?");

  private final Reading reading;
  private final Map<String, String> shared = new HashMap<>();

  ItemText(Reading reading) {
    this.reading = reading;
  }

  /** Starts an item. */
  Builder item(String id, String title) {
    return new Builder(id, TextCleaner.clean(title, TITLE));
  }

  /** One item in the making. */
  final class Builder {
    private final String id;
    private final String title;
    private final Map<String, String> attributes = new LinkedHashMap<>();

    private Builder(String id, String title) {
      this.id = id;
      this.title = title;
    }

    /** A value that other items may have too. */
    Builder value(String name, String text) {
      return add(name, share(TextCleaner.clean(text, VALUE)));
    }

    /** The first few different values of a list, separated by {@code ", "}. */
    Builder list(String name, Collection<String> texts) {
      return add(name, share(joined(texts)));
    }

    /** A price, if there is a number: data sets have style sheets and worse in its place. */
    Builder price(String text) {
      String price = TextCleaner.clean(text, VALUE);
      if (!price.isEmpty() && !PRICE.matcher(price).matches()) {
        reading.problem("price without a number, or with more than it: left out", "item " + id);
        return this;
      }
      return add("price", share(price));
    }

    /** What makes an item good, in phrases. */
    Builder features(List<String> texts) {
      return add("features", joined(texts));
    }

    /** The paragraphs of a description. */
    Builder description(List<String> texts) {
      return add("description", TextCleaner.clean(String.join(" ", texts), DESCRIPTION));
    }

    private Builder add(String name, String text) {
      if (!text.isEmpty()) {
        attributes.put(name, text);
      }
      return this;
    }

    Item build() {
      return new Item(id, title, attributes);
    }
  }

  private static String joined(Collection<String> texts) {
    String all =
        texts.stream()
            .map(text -> TextCleaner.clean(text, VALUE))
            .filter(text -> !text.isEmpty())
            .distinct()
            .limit(ENTRIES)
            .collect(Collectors.joining(", "));
    return TextCleaner.cut(all, VALUE);
  }

  private String share(String text) {
    String known = shared.putIfAbsent(text, text);
    return known == null ? text : known;
  }
}
