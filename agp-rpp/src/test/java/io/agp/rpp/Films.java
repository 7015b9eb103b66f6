package io.agp.rpp;

import io.agp.Item;
import io.agp.User;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Films that tests share, and what a prompt shows of them. */
final class Films {
  static final List<Item> TEN =
      List.of(
          Item.of("a", "Alien"),
          Item.of("b", "Aliens"),
          Item.of("c", "Heat"),
          Item.of("d", "10"),
          Item.of("e", "1984"),
          Item.of("f", "Se7en"),
          Item.of("g", "Brazil"),
          Item.of("h", "M"),
          Item.of("i", "Twelve Monkeys (a.k.a. 12 Monkeys)"),
          Item.of("j", "The Third Man"));

  private static final Pattern BLOCK = Pattern.compile("(?s)```json\n(.*?)\n```");

  private Films() {}

  static User user(int history) {
    List<Item> items = new ArrayList<>();
    for (int i = 1; i <= history; i++) {
      items.add(Item.of("seen" + i, "Seen " + i));
    }
    return User.of("u", items);
  }

  /** The fenced blocks of a prompt, without their fences. */
  static List<String> blocks(String prompt) {
    return BLOCK.matcher(prompt).results().map(match -> match.group(1)).toList();
  }

  static int fences(String prompt) {
    Matcher matcher = Pattern.compile("```").matcher(prompt);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }
}
