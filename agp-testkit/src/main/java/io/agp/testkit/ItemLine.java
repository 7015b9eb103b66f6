package io.agp.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads items written as plain text: one a line, or several within one. */
final class ItemLine {
  private static final Pattern ENTRY =
      Pattern.compile(
          "^\\s*(?:[-*•–+]\\s+)?(?:[\\[(#]?(\\d{1,3})[\\]).:]+|[-*•–+]|\\[([A-Za-z]?\\w{0,12})\\]"
              + "|([A-Z])[.)])\\s+(\\S.*)$");
  private static final Pattern QUOTED = Pattern.compile("[\"“«]([^\"”»\\n]{1,120})[\"”»]");
  private static final Pattern AFTER_YEAR = Pattern.compile("(?<=\\(\\d{4}\\))[,;]?\\s*(?:and )?");
  private static final Pattern HARD_SEPARATOR = Pattern.compile("\\s*(?:;|->|→|=>|\\|)\\s*");
  private static final Pattern NUMBER_WITHIN =
      Pattern.compile("(?:^|(?<=[\\s,;]))[\\[(]?(\\d{1,3})[\\]).:]+\\s+(?=\\S)");
  private static final Pattern PART =
      Pattern.compile("\\s*[|;–—]\\s*|\\s+-{1,2}\\s+|,\\s+(?=[a-z_ ]{3,20}:)");
  private static final Pattern PAIR =
      Pattern.compile("^([A-Za-z][A-Za-z_ ]{1,24})\\s*[:=]\\s*(.+)$");
  private static final Pattern BY = Pattern.compile("^(.+?),? by (\\p{Lu}.*)$");
  private static final Pattern TRAILING = Pattern.compile("^(.+?)\\s*[\\[({]([^\\])}]+)[\\])}]$");

  /** A title up to its year, and what follows: the title may hold any mark. */
  private static final Pattern DATED = Pattern.compile("^(.*?\\(\\d{4}[-–]?\\d*\\))(.*)$");

  private static final Pattern YEAR = Pattern.compile("(?:1[89]|20)\\d\\d(?:[-–]\\d*)?");

  private ItemLine() {}

  /** A numbered or bulleted line. */
  static boolean isEntry(String line) {
    return ENTRY.matcher(line).matches();
  }

  /** The text of a numbered or bulleted line; other lines stay as they are. */
  static String entryText(String line) {
    Matcher matcher = ENTRY.matcher(line);
    return matcher.matches() ? matcher.group(4).strip() : line.strip();
  }

  /** The item of a line. */
  static ShownItem read(String line) {
    Matcher matcher = ENTRY.matcher(line);
    Optional<String> id = Optional.empty();
    if (matcher.matches()) {
      id = Optional.ofNullable(firstOf(matcher.group(1), matcher.group(2), matcher.group(3)));
    }
    return item(id, entryText(line));
  }

  private static @Nullable String firstOf(@Nullable String... groups) {
    for (String group : groups) {
      if (group != null && !group.isEmpty()) {
        return group;
      }
    }
    return null;
  }

  /** Items written one after the other: quoted, numbered, with years, or between separators. */
  static List<ShownItem> readInline(String text, boolean commasSeparate) {
    List<ShownItem> numbered = numbered(text);
    if (!numbered.isEmpty()) {
      return numbered;
    }
    List<ShownItem> quoted = quoted(text);
    if (quoted.size() > 1) {
      return quoted;
    }
    List<ShownItem> items = parts(AFTER_YEAR.split(text));
    if (items.size() < 2) {
      items = parts(HARD_SEPARATOR.split(text));
    }
    if (items.size() < 2 && commasSeparate) {
      items = parts(text.split("\\s*,\\s*(?:and )?"));
    }
    return items;
  }

  private static List<ShownItem> numbered(String text) {
    List<ShownItem> items = new ArrayList<>();
    Matcher matcher = NUMBER_WITHIN.matcher(text);
    String id = "";
    int from = -1;
    while (matcher.find()) {
      if (from >= 0) {
        items.add(item(Optional.of(id), tidy(text.substring(from, matcher.start()))));
      }
      id = matcher.group(1);
      from = matcher.end();
    }
    if (items.isEmpty()) {
      return List.of();
    }
    items.add(item(Optional.of(id), tidy(text.substring(from))));
    return items;
  }

  /** All quoted pieces of a text, as items. */
  static List<ShownItem> quoted(String text) {
    List<ShownItem> items = new ArrayList<>();
    Matcher matcher = QUOTED.matcher(text);
    while (matcher.find()) {
      items.add(item(Optional.empty(), matcher.group(1)));
    }
    return items;
  }

  private static List<ShownItem> parts(String[] parts) {
    List<ShownItem> items = new ArrayList<>();
    for (String part : parts) {
      if (!tidy(part).isEmpty()) {
        items.add(item(Optional.empty(), tidy(part)));
      }
    }
    return items;
  }

  private static String tidy(String part) {
    return part.strip().replaceFirst("(?:[,;]|\\s+and)$", "").replaceFirst("\\.$", "").strip();
  }

  /** An item without a number. */
  static ShownItem unnumbered(String text) {
    return item(Optional.empty(), text.strip());
  }

  private static ShownItem item(Optional<String> id, String text) {
    Map<String, String> attributes = new LinkedHashMap<>();
    Matcher dated = DATED.matcher(text);
    boolean hasYear = dated.matches();
    String[] parts = PART.split(hasYear ? dated.group(2) : text, -1);
    String title = unquoted(withoutPair(hasYear ? dated.group(1) : parts[0]));
    for (int i = hasYear ? 0 : 1; i < parts.length; i++) {
      addFact(
          parts[i].replaceFirst("^[,\\s\"”»]*[\\[({]?", "").replaceFirst("[\\])}]$", ""),
          attributes);
    }
    Matcher trailing = TRAILING.matcher(title);
    if (trailing.matches() && !YEAR.matcher(trailing.group(2)).matches()) {
      title = unquoted(trailing.group(1));
      for (String fact : trailing.group(2).split(";\\s*")) {
        addFact(fact, attributes);
      }
    }
    Matcher by = BY.matcher(title);
    if (by.matches()) {
      title = unquoted(by.group(1));
      attributes.put("creator", by.group(2));
    }
    return new ShownItem(id, title, attributes);
  }

  private static void addFact(String fact, Map<String, String> attributes) {
    Matcher pair = PAIR.matcher(fact.strip());
    if (pair.matches()) {
      attributes.put(pair.group(1).strip(), pair.group(2).strip());
    } else if (!fact.isBlank()) {
      // An unnamed fact may hold both: "Horror, 1979".
      attributes.merge("category", fact.strip(), (a, b) -> a + ", " + b);
      attributes.putIfAbsent("year", fact);
    }
  }

  private static String withoutPair(String text) {
    Matcher pair = PAIR.matcher(text);
    return pair.matches() && pair.group(1).strip().matches("(?i)title|name|item|film|movie|book")
        ? pair.group(2)
        : text;
  }

  private static String unquoted(String text) {
    String bare = text.strip();
    Matcher quoted = QUOTED.matcher(bare);
    if (quoted.lookingAt()) {
      String rest = bare.substring(quoted.end()).strip();
      return rest.startsWith("(") ? quoted.group(1) + " " + rest : quoted.group(1);
    }
    return bare.replaceAll("^[*_']+|[*_']+$", "");
  }
}
