package io.agp.cli;

import io.agp.Interaction;
import io.agp.Item;
import io.agp.User;
import io.agp.experiments.data.Dataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A look into a data set.
 *
 * @param items the first items
 * @param user the first user that a split keeps, or else the first; empty if there is none
 */
record DataSample(List<Item> items, Optional<User> user) {
  private static final int ITEMS = 3;
  private static final int HISTORY = 5;

  /** What prompts cut titles and attributes to, in characters. */
  private static final int PROMPT_TEXT = 300;

  static DataSample of(Dataset dataset) {
    List<User> users = dataset.users();
    Optional<User> splittable =
        users.stream().filter(user -> user.history().size() > 2).findFirst();
    return new DataSample(
        dataset.items().values().stream().limit(ITEMS).toList(),
        splittable.or(() -> users.stream().findFirst()));
  }

  /** The user's last interactions, the oldest first. */
  static List<Interaction> last(User user) {
    List<Interaction> history = user.history();
    return history.subList(Math.max(0, history.size() - HISTORY), history.size());
  }

  /** An item as it stands in a prompt: without its id, each text cut. */
  static String inPrompt(Item item) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("title", cut(item.title()));
    item.attributes().forEach((name, value) -> facts.putIfAbsent(cut(name), cut(value)));
    return Json.line(facts).replace("`", "\\u0060");
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= PROMPT_TEXT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, PROMPT_TEXT - 1)) + "…";
  }

  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("items", items.stream().map(DataSample::inPrompt).toList());
    user.ifPresent(someone -> json.put("user", asJson(someone)));
    return json;
  }

  private static Map<String, Object> asJson(User user) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", user.id());
    json.put("last", last(user).stream().map(DataSample::asJson).toList());
    return json;
  }

  private static Map<String, Object> asJson(Interaction contact) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("item", contact.item().id());
    json.put("title", contact.item().title());
    contact.time().ifPresent(time -> json.put("time", time.toString()));
    return json;
  }
}
