package io.agp.rerank;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one entry of a list: a title, a number, an id of the caller's, or a mix of them. */
final class Entries {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");
  private static final Pattern MARKED_NUMBER =
      Pattern.compile(
          "(?i)^\\W*(?:(?:candidate|item|id|number|no|option|movie|film|book|product)\\W{0,3}){1,2}"
              + "(\\d{1,10})\\b|^\\W*[\\[(#](\\d{1,10})[\\])]?");
  private static final Pattern NUMBER_FIRST =
      Pattern.compile("^\\W*(\\d{1,10})\\s*[.):,|–—-]\\s*\\S");

  private Entries() {}

  /** What a quoted entry names. */
  static Mentions.Mention of(String entry, TitleIndex titles) {
    String text = entry.strip();
    Optional<Mentions.Mention> title = titles.exactly(text);
    if (title.isPresent() && !NUMBER.matcher(text).matches()) {
      return title.get();
    }
    if (NUMBER.matcher(text).matches()) {
      return Mentions.number(text);
    }
    return titles
        .byId(text)
        .or(() -> marked(text))
        .or(() -> titles.first(text))
        .or(() -> numberFirst(text))
        .orElseGet(Mentions.Unknown::new);
  }

  /** A number that the text says to be one: "id 3", "[3]", "#3", "candidate 3". */
  static Optional<Mentions.Mention> marked(String text) {
    Matcher matcher = MARKED_NUMBER.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    return Optional.of(
        Mentions.number(matcher.group(1) != null ? matcher.group(1) : matcher.group(2)));
  }

  private static Optional<Mentions.Mention> numberFirst(String text) {
    Matcher matcher = NUMBER_FIRST.matcher(text);
    return matcher.find() ? Optional.of(Mentions.number(matcher.group(1))) : Optional.empty();
  }
}
