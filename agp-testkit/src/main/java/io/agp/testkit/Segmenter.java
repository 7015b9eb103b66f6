package io.agp.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes one message apart: what is said to the model (prose), what announces data (labels), and the
 * data. Data is what stands in a fence, in a tag, in triple quotes, in JSON, in a list of items, or
 * after a label. Not thread-safe; one object reads one message.
 */
final class Segmenter {
  private static final Pattern FENCE = Pattern.compile("^\\s*(```|~~~|\"\"\"|''')\\w*\\s*$");
  private static final Pattern TAG = Pattern.compile("^\\s*<([A-Za-z][\\w -]{0,30})>(.*)$");
  private static final Pattern HEADING =
      Pattern.compile("^\\s*(?:#{1,6}\\s+|={2,}\\s*|-{3,}\\s*(?=\\w)|\\*\\*)(.+?)[\\s*=:-]*$");
  private static final Pattern SHOUT = Pattern.compile("^\\s*([A-Z][A-Z ]{2,40}):?\\s*$");
  private static final Pattern INLINE =
      Pattern.compile("^\\s*([A-Za-z][^:.?!\"{\\[]{1,60}):\\s+(\\S.*)$");
  private static final Pattern FENCED = Pattern.compile("(?s)^```\\w*\\n(.*?)\\n```$");
  private static final Pattern INLINE_LIST =
      Pattern.compile("\\[\\s*['\"‘“]([^\\[\\]]+)['\"’”]\\s*\\]");
  private static final Pattern BETWEEN_ENTRIES = Pattern.compile("['\"’”]\\s*,\\s*['\"‘“]");
  private static final Pattern QUOTED_TEXT = Pattern.compile("[\"“]([^\"“”]{25,})[\"”]");
  private static final Pattern LAST_SENTENCE = Pattern.compile("(?s)^(.*[.!?])\\s+([^.!?]+)$");

  private final DataReader reader;
  private final List<String> lines;
  private final List<Block> blocks = new ArrayList<>();
  private final StringBuilder prose = new StringBuilder();
  private final StringBuilder labels = new StringBuilder();
  private String label = "";
  private int at;

  private Segmenter(String text, DataReader reader) {
    this.reader = reader;
    this.lines = text.lines().toList();
  }

  /** What a message holds. */
  record Segments(String prose, String labels, List<Block> blocks) {}

  static Segments read(String text, DataReader reader) {
    Segmenter segmenter = new Segmenter(text, reader);
    while (segmenter.at < segmenter.lines.size()) {
      segmenter.step();
    }
    return new Segments(
        segmenter.prose.toString(), segmenter.labels.toString(), List.copyOf(segmenter.blocks));
  }

  private void step() {
    String line = lines.get(at);
    if (line.isBlank()) {
      at++;
      prose.append('\n');
    } else if (!fence(line) && !tag(line) && !json() && !list()) {
      String plain = withoutQuotedTexts(withoutInlineLists(line));
      if (!announced(plain)) {
        labelled(plain);
      }
    }
  }

  /** Takes out lists within a sentence: the films ['Alien', 'Heat'] are data. */
  private String withoutInlineLists(String line) {
    Matcher list = INLINE_LIST.matcher(line);
    StringBuilder rest = new StringBuilder();
    while (list.find()) {
      List<String> entries = List.of(BETWEEN_ENTRIES.split(list.group(1)));
      if (entries.size() > 1) {
        blocks.add(reader.strings(lastSentence(line.substring(0, list.start())), entries));
      }
      list.appendReplacement(
          rest, entries.size() > 1 ? "…" : Matcher.quoteReplacement(list.group()));
    }
    return list.appendTail(rest).toString();
  }

  /** Takes out texts that a sentence quotes: the prompt "Describe …" is data. */
  private String withoutQuotedTexts(String line) {
    Matcher quote = QUOTED_TEXT.matcher(line);
    StringBuilder rest = new StringBuilder();
    while (quote.find()) {
      String name = line.substring(Math.max(0, quote.start() - 50), quote.start());
      Label called = Label.ofText(name);
      boolean text = called != Label.NONE && quote.group(1).split("\\s+").length > 4;
      if (text) {
        blocks.add(Block.texts(name, List.of(quote.group(1))));
      }
      quote.appendReplacement(rest, text ? "…" : Matcher.quoteReplacement(quote.group()));
    }
    return quote.appendTail(rest).toString();
  }

  private boolean fence(String line) {
    Matcher open = FENCE.matcher(line);
    if (!open.matches()) {
      return false;
    }
    int end = at + 1;
    while (end < lines.size() && !lines.get(end).strip().startsWith(open.group(1))) {
      end++;
    }
    add(reader.marked(label(), join(at + 1, end)));
    at = end + 1;
    return true;
  }

  private boolean tag(String line) {
    Matcher open = TAG.matcher(line);
    if (!open.matches()) {
      return false;
    }
    String close = "</" + open.group(1) + ">";
    for (int end = at; end < lines.size(); end++) {
      int stop = lines.get(end).indexOf(close);
      if (stop >= 0) {
        String content =
            end == at
                ? open.group(2).substring(0, open.group(2).indexOf(close))
                : open.group(2)
                    + "\n"
                    + join(at + 1, end)
                    + "\n"
                    + lines.get(end).substring(0, stop);
        label = open.group(1).replace('_', ' ');
        inner(content);
        at = end + 1;
        return true;
      }
    }
    return false;
  }

  /** A marked-off piece may itself be fenced. */
  private void inner(String content) {
    String stripped = content.strip();
    Matcher fence = FENCED.matcher(stripped);
    add(reader.marked(label, fence.matches() ? fence.group(1) : stripped));
  }

  private boolean json() {
    char first = lines.get(at).strip().charAt(0);
    if (first != '[' && first != '{') {
      return false;
    }
    for (int end = at + 1; end <= lines.size() && !lines.get(end - 1).isBlank(); end++) {
      Optional<Object> value = TestkitJson.read(join(at, end));
      if (value.isPresent()) {
        List<Block> found = reader.json(label(), value.get());
        if (found.isEmpty()) {
          prose.append(join(at, end)).append('\n');
        }
        add(found);
        at = end;
        return true;
      }
    }
    return false;
  }

  private boolean list() {
    int end = at;
    while (end < lines.size() && ItemLine.isEntry(lines.get(end))) {
      end++;
    }
    if (end == at) {
      return false;
    }
    Optional<Block> block = reader.lines(label(), lines.subList(at, end));
    if (block.isPresent()) {
      add(List.of(block.get()));
    } else {
      prose.append(join(at, end)).append('\n');
    }
    at = end;
    return true;
  }

  /** A line that announces what follows. */
  private boolean announced(String line) {
    Matcher heading = HEADING.matcher(line);
    Matcher shout = SHOUT.matcher(line);
    if (heading.matches() && line.length() < 100) {
      setLabel(heading.group(1));
    } else if (shout.matches()) {
      setLabel(shout.group(1));
    } else if (line.stripTrailing().endsWith(":")) {
      Matcher sentences = LAST_SENTENCE.matcher(line.strip());
      if (sentences.matches()) {
        prose.append(sentences.group(1)).append('\n');
        setLabel(sentences.group(2));
      } else {
        setLabel(line);
      }
    } else {
      return false;
    }
    at++;
    return true;
  }

  private void setLabel(String text) {
    label = text.strip();
    labels.append(label).append('\n');
  }

  /** "Label: data" on one line, a paragraph under a label, or prose. */
  private void labelled(String line) {
    Matcher inline = INLINE.matcher(line);
    if (inline.matches() && inlineData(inline.group(1), inline.group(2))) {
      at++;
    } else if (!label.isEmpty() && Label.announcesData(label)) {
      paragraph();
    } else {
      prose.append(line).append('\n');
      label = "";
      at++;
    }
  }

  private boolean inlineData(String name, String content) {
    if (!Label.announcesData(name)) {
      return false;
    }
    Label ofItems = Label.ofItems(name);
    List<ShownItem> items = ItemLine.readInline(content, ofItems == Label.HISTORY);
    boolean listed = reader.areItems(name, items) && !isSentence(content, items);
    if (listed || (ofItems != Label.NONE && isTitle(content))) {
      blocks.add(Block.items(name, items));
    } else if (Label.ofText(name) != Label.NONE && isShortName(name) && isText(content)) {
      blocks.addAll(reader.json(name, TestkitJson.read(content).orElse(content)));
    } else {
      return false;
    }
    labels.append(name).append(":\n");
    label = "";
    return true;
  }

  /** "Let the choices decide: those alike come first, the latest most." holds no titles. */
  private static boolean isSentence(String content, List<ShownItem> parts) {
    return content.stripTrailing().endsWith(".")
        && parts.stream().allMatch(part -> Character.isLowerCase(part.title().codePointAt(0)));
  }

  private static boolean isShortName(String name) {
    return name.split("\\s+").length <= 5;
  }

  /** "Strength of the change: 3 of 10" is a setting, no text. */
  private static boolean isText(String content) {
    return !Character.isDigit(content.charAt(0));
  }

  private static boolean isTitle(String content) {
    return Titles.year(content).isPresent() && content.length() < 100;
  }

  private void paragraph() {
    int end = at;
    while (end < lines.size() && !lines.get(end).isBlank()) {
      end++;
    }
    String content = join(at, end);
    List<ShownItem> items = ItemLine.readInline(content, Label.ofText(label) == Label.NONE);
    if (reader.areItems(label, items) && !readsAsText(content)) {
      blocks.add(Block.items(label, items));
    } else if (Label.ofText(label) != Label.NONE) {
      blocks.add(Block.texts(label, List.of(content)));
    } else {
      prose.append(content).append('\n');
    }
    label = "";
    at = end;
  }

  private static boolean readsAsText(String content) {
    return content.contains(". ") && Titles.year(content).isEmpty();
  }

  /** The announced label, or else the line of prose just before the data. */
  private String label() {
    if (!label.isEmpty()) {
      return label;
    }
    String said = prose.toString().stripTrailing();
    String line = said.substring(said.lastIndexOf('\n') + 1);
    return lastSentence(line);
  }

  private static String lastSentence(String line) {
    Matcher sentences = LAST_SENTENCE.matcher(line);
    return sentences.matches() ? sentences.group(2) : line;
  }

  private void add(List<Block> found) {
    blocks.addAll(found);
    label = "";
  }

  private String join(int from, int to) {
    return String.join("\n", lines.subList(from, to));
  }
}
