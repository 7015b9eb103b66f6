package io.agp.rerank;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds JSON lists, also in prose, in fences and cut short: one pass over the text with a stack of
 * open brackets. Of several lists, one under a key that speaks of ranking wins, then the one that
 * names most candidates, then the last.
 */
final class JsonLists implements RankingReader.Reading {
  private static final Set<String> ID_KEYS =
      Set.of(
          "id", "number", "index", "candidate", "candidate_id", "candidateid", "item_id", "item");
  private static final Set<String> TITLE_KEYS = Set.of("title", "name", "movie", "book", "product");
  private static final int MAX_DEPTH = 1_000;

  @Override
  public Optional<Mentions> find(AnswerText answer, TitleIndex titles) {
    @Nullable Found best = null;
    Scan scan = new Scan(answer.text(), titles);
    for (Found list : scan.lists()) {
      if (list.isBetterThan(best, titles)) {
        best = list;
      }
    }
    if (best == null) {
      return Optional.empty();
    }
    return Optional.of(
        best.mentions.exact(answer.whole() && scan.isStrict() && best.exact(answer.text())));
  }

  /** A list of the text. */
  private record Found(Mentions mentions, String key, int depth, boolean closed) {
    boolean keyed() {
      return key.contains("rank")
          || key.contains("order")
          || key.contains("result")
          || key.contains("answer");
    }

    boolean isBetterThan(@Nullable Found other, TitleIndex titles) {
      int named = Resolution.named(mentions, titles);
      if (named == 0 || (!keyed() && named < Math.min(2, titles.size()))) {
        return false;
      }
      if (other == null || keyed() != other.keyed()) {
        return other == null || keyed();
      }
      return named >= Resolution.named(other.mentions, titles);
    }

    /** Whether the text is one JSON object with this list in it, as it was asked for. */
    boolean exact(String text) {
      String stripped = text.strip();
      return closed && keyed() && depth == 2 && stripped.startsWith("{") && stripped.endsWith("}");
    }
  }

  /** An open bracket. */
  private static final class Frame {
    final boolean array;
    final String key;
    final Mentions mentions = new Mentions();
    String lastKey = "";
    Mentions.@Nullable Mention id;
    Mentions.@Nullable Mention title;

    Frame(boolean array, String key) {
      this.array = array;
      this.key = key;
    }
  }

  /** One pass over a text. */
  private static final class Scan {
    private final String text;
    private final TitleIndex titles;
    private final Deque<Frame> open = new ArrayDeque<>();
    private final List<Found> lists = new ArrayList<>();
    private int at;
    private int roots;
    private boolean sloppy;

    Scan(String text, TitleIndex titles) {
      this.text = text;
      this.titles = titles;
    }

    List<Found> lists() {
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '[' || c == '{') {
          open(c == '[');
        } else if (c == ']' || c == '}') {
          close(c == ']');
        } else if (open.isEmpty()) {
          at++;
        } else if (c == '"') {
          string();
        } else if (isNumberPart(c)) {
          number();
        } else {
          at++;
        }
      }
      while (!open.isEmpty()) {
        end(open.pop(), false);
      }
      return lists;
    }

    /** Whether the text holds one JSON value, without a comma before a bracket's end. */
    boolean isStrict() {
      return roots == 1 && !sloppy;
    }

    private void open(boolean array) {
      roots += open.isEmpty() ? 1 : 0;
      if (open.size() >= MAX_DEPTH) {
        open.clear();
      }
      open.push(new Frame(array, open.isEmpty() ? "" : open.element().lastKey));
      at++;
    }

    private void close(boolean array) {
      sloppy |= followsComma();
      at++;
      if (!open.isEmpty() && open.element().array == array) {
        end(open.pop(), true);
      }
    }

    private boolean followsComma() {
      int before = at - 1;
      while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
        before--;
      }
      return before >= 0 && text.charAt(before) == ',';
    }

    private void end(Frame frame, boolean closed) {
      if (frame.array) {
        lists.add(new Found(frame.mentions, frame.key, open.size() + 1, closed));
        return;
      }
      Mentions.Mention entry = frame.id != null ? frame.id : frame.title;
      if (entry != null && !open.isEmpty() && open.element().array) {
        open.element().mentions.add(entry);
      }
    }

    private void string() {
      int from = ++at;
      while (at < text.length() && text.charAt(at) != '"') {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
      boolean closed = at < text.length();
      String value = unescaped(text.substring(from, Math.min(at, text.length())));
      at++;
      Frame frame = open.element();
      if (!frame.array && isKey()) {
        frame.lastKey = value.toLowerCase(Locale.ROOT);
      } else if (closed) {
        value(frame, Entries.of(value, titles));
      }
    }

    private boolean isKey() {
      int next = at;
      while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
        next++;
      }
      return next < text.length() && text.charAt(next) == ':';
    }

    private void number() {
      int from = at;
      while (at < text.length() && isNumberPart(text.charAt(at))) {
        at++;
      }
      if (at < text.length() && Character.isLetter(text.charAt(at))) {
        return;
      }
      Mentions.Mention mention = Mentions.number(text.substring(from, at));
      if (at == text.length() && couldGoOn(mention)) {
        return;
      }
      value(open.element(), mention);
    }

    /** Whether the text was perhaps cut off within this number. */
    private boolean couldGoOn(Mentions.Mention mention) {
      return mention instanceof Mentions.Numbered number
          && number.value() > 0
          && number.value() * 10L <= titles.size();
    }

    private void value(Frame frame, Mentions.Mention mention) {
      if (frame.array) {
        frame.mentions.add(mention);
      } else if (ID_KEYS.contains(frame.lastKey) && frame.id == null) {
        frame.id = mention;
      } else if (TITLE_KEYS.contains(frame.lastKey) && frame.title == null) {
        frame.title = mention;
      }
    }

    private static boolean isNumberPart(char c) {
      return (c >= '0' && c <= '9') || c == '-' || c == '.';
    }

    private static String unescaped(String value) {
      if (value.indexOf('\\') < 0) {
        return value;
      }
      StringBuilder plain = new StringBuilder();
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c != '\\' || i + 1 == value.length()) {
          plain.append(c);
        } else if (value.charAt(i + 1) == 'u' && isHex(value, i + 2)) {
          plain.append((char) Integer.parseInt(value.substring(i + 2, i + 6), 16));
          i += 5;
        } else {
          char escaped = value.charAt(++i);
          plain.append(escaped == 'n' || escaped == 't' || escaped == 'r' ? ' ' : escaped);
        }
      }
      return plain.toString();
    }

    private static boolean isHex(String value, int from) {
      return from + 4 <= value.length()
          && value
              .substring(from, from + 4)
              .chars()
              .allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }
  }
}
