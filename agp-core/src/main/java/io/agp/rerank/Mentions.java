package io.agp.rerank;

import java.util.ArrayList;
import java.util.List;

/** What a list in an answer names, in its order, before numbers are matched with candidates. */
final class Mentions {
  /** One entry of a list. */
  sealed interface Mention {}

  /** An entry that is a number; -1 for one that no list can hold. */
  record Numbered(int value) implements Mention {}

  /** An entry that names candidates by title or by the caller's id; several share a title. */
  record Named(List<Integer> places) implements Mention {}

  /** An entry that names no candidate. */
  record Unknown() implements Mention {}

  private final List<Mention> entries = new ArrayList<>();
  private boolean exact;

  void add(Mention mention) {
    entries.add(mention);
  }

  /** Says that the text is exactly the form asked for. */
  Mentions exact(boolean isExact) {
    this.exact = isExact;
    return this;
  }

  boolean isExact() {
    return exact;
  }

  List<Mention> entries() {
    return entries;
  }

  /** A number as it stands in a text: digits, perhaps with a fraction of zeros. */
  static Mention number(String digits) {
    int point = digits.indexOf('.');
    if (point >= 0 && !digits.substring(point + 1).chars().allMatch(c -> c == '0')) {
      return new Unknown();
    }
    String integer = point >= 0 ? digits.substring(0, point) : digits;
    boolean readable =
        !integer.isEmpty()
            && integer.length() <= 9
            && integer.chars().allMatch(c -> c >= '0' && c <= '9');
    return new Numbered(readable ? Integer.parseInt(integer) : -1);
  }
}
