package io.agp.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Tells lists of items from texts, in JSON and in plain lines. */
final class DataReader {
  private static final List<String> TITLE_KEYS =
      List.of("title", "name", "item", "movie", "film", "book", "game", "product", "song", "album");
  private static final List<String> ID_KEYS =
      List.of("id", "number", "no", "nr", "index", "key", "candidate_id", "item_id", "#");
  private static final Pattern SENTENCE_END = Pattern.compile("[.!?][\"”)]?$");

  private final Predicate<String> known;

  /**
   * A reader.
   *
   * @param known whether a title is one the model has heard of
   */
  DataReader(Predicate<String> known) {
    this.known = known;
  }

  /** The blocks of one JSON value; none if it holds neither items nor texts. */
  List<Block> json(String label, Object value) {
    if (value instanceof String text) {
      return List.of(Block.texts(label, List.of(text)));
    }
    if (value instanceof List<?> list) {
      return list(label, list);
    }
    return value instanceof Map<?, ?> map ? object(label, map) : List.of();
  }

  private List<Block> list(String label, List<?> list) {
    if (list.isEmpty()) {
      return List.of(Block.items(label, List.of()));
    }
    if (list.stream().allMatch(Map.class::isInstance)) {
      return objects(label, list);
    }
    List<String> strings =
        list.stream().filter(String.class::isInstance).map(String.class::cast).toList();
    return strings.isEmpty() ? List.of() : List.of(strings(label, strings));
  }

  private static List<Block> objects(String label, List<?> list) {
    List<ShownItem> items = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Object entry : list) {
      Map<?, ?> map = (Map<?, ?>) entry;
      Optional<ShownItem> item = item(map);
      item.ifPresent(items::add);
      if (item.isEmpty()) {
        texts.add(longest(map));
      }
    }
    return List.of(items.isEmpty() ? Block.texts(label, texts) : Block.items(label, items));
  }

  /** The block of a list of strings. */
  Block strings(String label, List<String> strings) {
    if (looksLikeTexts(strings)) {
      return Block.texts(label, strings);
    }
    // "300: Rise of an Empire" is a title, but not if every string begins so.
    boolean numbered = strings.stream().allMatch(ItemLine::isEntry);
    return Block.items(
        label, strings.stream().map(numbered ? ItemLine::read : ItemLine::unnumbered).toList());
  }

  private List<Block> object(String label, Map<?, ?> map) {
    Optional<ShownItem> single = item(map);
    if (single.isPresent()) {
      return List.of(Block.items(label, List.of(single.get())));
    }
    if (map.size() > 1 && map.keySet().stream().allMatch(key -> isShortId(key.toString()))) {
      return List.of(Block.items(label, byId(map)));
    }
    List<Block> blocks = new ArrayList<>();
    map.forEach(
        (key, value) -> {
          if (value != null) {
            blocks.addAll(json(key.toString().replace('_', ' '), value));
          }
        });
    return blocks;
  }

  private static List<ShownItem> byId(Map<?, ?> map) {
    List<ShownItem> items = new ArrayList<>();
    map.forEach(
        (id, value) -> {
          ShownItem item =
              value instanceof Map<?, ?> inner
                  ? item(inner).orElse(new ShownItem(Optional.empty(), "", Map.of()))
                  : ItemLine.read(TestkitJson.text(value));
          items.add(new ShownItem(Optional.of(id.toString()), item.title(), item.attributes()));
        });
    return items;
  }

  private static boolean isShortId(String key) {
    return key.matches("\\d{1,3}|[A-Z]");
  }

  private static Optional<ShownItem> item(Map<?, ?> map) {
    Optional<String> titleKey = TITLE_KEYS.stream().filter(map::containsKey).findFirst();
    if (titleKey.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> idKey = ID_KEYS.stream().filter(map::containsKey).findFirst();
    Map<String, String> attributes = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (!key.equals(titleKey.get()) && value != null) {
            attributes.put(key.toString(), attribute(value));
          }
        });
    idKey.ifPresent(attributes::remove);
    return Optional.of(
        new ShownItem(
            idKey.map(key -> TestkitJson.text(map.get(key))),
            TestkitJson.text(map.get(titleKey.get())),
            attributes));
  }

  private static String attribute(Object value) {
    return value instanceof List<?> list
        ? String.join(" | ", list.stream().map(TestkitJson::text).toList())
        : TestkitJson.text(value);
  }

  private static String longest(Map<?, ?> map) {
    return map.values().stream()
        .map(TestkitJson::text)
        .reduce("", (a, b) -> b.length() > a.length() ? b : a);
  }

  /** The block of lines that are numbered, bulleted or between marks; none if they are no data. */
  Optional<Block> lines(String label, List<String> lines) {
    List<String> entries = lines.stream().map(ItemLine::entryText).toList();
    if (looksLikeTexts(entries)) {
      return Optional.of(Block.texts(label, entries));
    }
    if (looksLikeItems(label, entries)) {
      return Optional.of(Block.items(label, lines.stream().map(ItemLine::read).toList()));
    }
    return Optional.empty();
  }

  private boolean looksLikeItems(String label, List<String> entries) {
    long titles = entries.stream().filter(this::isTitle).count();
    if (2 * titles >= entries.size()) {
      return true;
    }
    long facets = entries.stream().filter(entry -> !FacetTalk.of(entry).isEmpty()).count();
    return Label.ofItems(label) != Label.NONE && 2 * facets < entries.size();
  }

  /** Whether a text with separators is a list of items, and no sentence with commas. */
  boolean areItems(String label, List<ShownItem> items) {
    if (Label.ofItems(label) == Label.NONE || items.size() < 2) {
      return false;
    }
    long titles = items.stream().filter(item -> isTitle(item.title())).count();
    return Label.ofText(label) == Label.NONE || 2 * titles >= items.size();
  }

  private boolean isTitle(String entry) {
    return Titles.year(entry).isPresent() || known.test(ItemLine.read(entry).title());
  }

  private boolean looksLikeTexts(List<String> entries) {
    long texts =
        entries.stream()
            .filter(entry -> !isTitle(entry))
            .filter(entry -> words(entry) > 5 && SENTENCE_END.matcher(entry).find())
            .count();
    return 2 * texts > entries.size();
  }

  private static int words(String text) {
    return text.split("\\s+").length;
  }

  /** The block of a marked-off piece of text that is no JSON. */
  Block plain(String label, String content) {
    List<String> lines = content.lines().filter(line -> !line.isBlank()).toList();
    boolean list = !lines.isEmpty() && lines.stream().allMatch(ItemLine::isEntry);
    boolean titles = lines.size() > 1 && lines.stream().allMatch(this::isTitle);
    if (list || titles) {
      Optional<Block> block = lines(label, lines);
      if (block.isPresent()) {
        return block.get();
      }
    }
    List<ShownItem> inline = ItemLine.readInline(content, false);
    boolean items = Label.ofItems(label) != Label.NONE && Label.ofText(label) == Label.NONE;
    if (items && (inline.size() > 1 || isTitle(content))) {
      return Block.items(label, inline);
    }
    return Block.texts(label, List.of(content.strip()));
  }

  /** The blocks of a marked-off piece of text: JSON, JSON lines, or plain. */
  List<Block> marked(String label, String content) {
    Optional<Object> json = TestkitJson.read(content);
    if (json.isPresent()) {
      return json(label, json.get());
    }
    List<Optional<Object>> lines =
        Arrays.stream(content.split("\n"))
            .map(line -> line.strip().replaceFirst(",$", ""))
            .filter(line -> !line.isEmpty())
            .map(line -> line.startsWith("{") ? TestkitJson.read(line) : Optional.empty())
            .toList();
    return !lines.isEmpty() && lines.stream().allMatch(Optional::isPresent)
        ? list(label, lines.stream().map(Optional::get).toList())
        : List.of(plain(label, content));
  }
}
