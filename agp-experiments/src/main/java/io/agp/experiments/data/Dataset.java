package io.agp.experiments.data;

import com.google.common.collect.ImmutableMap;
import io.agp.Interaction;
import io.agp.Item;
import io.agp.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Items, and users with what they did in order of time. No user has an item twice, so what is held
 * out of a history is nowhere else in it. Immutable and thread-safe.
 */
public final class Dataset {
  private final String name;
  private final Map<String, Item> items;
  private final List<User> users;
  private final List<Problem> problems;
  private final Set<String> heldOut;
  private final long interactions;

  private Dataset(
      String name,
      Map<String, Item> items,
      List<User> users,
      List<Problem> problems,
      Set<String> heldOut) {
    this.name = name;
    this.items = items;
    this.users = List.copyOf(users);
    this.problems = List.copyOf(problems);
    this.heldOut = Set.copyOf(heldOut);
    this.interactions = users.stream().mapToLong(user -> user.history().size()).sum();
  }

  /**
   * Starts a data set.
   *
   * @param name what tables and messages call it; not blank
   * @return a builder
   * @throws IllegalArgumentException if the name is blank
   */
  public static Builder builder(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A data set's name must not be blank");
    }
    return new Builder(name);
  }

  /**
   * What tables and messages call it.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * The items by id.
   *
   * @return an immutable map in the order of the source; may be empty
   */
  public Map<String, Item> items() {
    return items;
  }

  /**
   * The users, each with interactions in order of time, the oldest first. Interactions of the same
   * time are in the order of the source.
   *
   * @return an immutable list in the order in which users first occur in the source; may be empty
   */
  public List<User> users() {
    return users;
  }

  /**
   * How many interactions all users have together.
   *
   * @return 0 or more
   */
  public long interactions() {
    return interactions;
  }

  /**
   * What was found and dealt with while reading.
   *
   * @return an immutable list; empty for a clean source
   */
  public List<Problem> problems() {
    return problems;
  }

  /** The same items with other histories, which must be parts of those that are here. */
  Dataset withUsers(List<User> histories) {
    return new Dataset(name, items, histories, problems, heldOut);
  }

  /**
   * The users whose last two interactions the source itself holds out, for validation and for
   * testing.
   *
   * @return an immutable set of user ids; empty if the source says nothing about it
   */
  public Set<String> heldOut() {
    return heldOut;
  }

  /** The name and the counts. */
  @Override
  public String toString() {
    return String.format(
        "Dataset[%s: %d items, %d users, %d interactions]",
        name, items.size(), users.size(), interactions);
  }

  /** Builds a {@link Dataset}. Not thread-safe. */
  public static final class Builder {
    private static final Comparator<Interaction> BY_TIME =
        Comparator.comparing(contact -> contact.time().orElse(Instant.MIN));

    private final String name;
    private final Map<String, Item> items = new LinkedHashMap<>();
    private final Map<String, List<Interaction>> histories = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> attributes = new HashMap<>();
    private final Map<String, List<String>> heldOut = new LinkedHashMap<>();
    private final Problems problems = new Problems();

    private Builder(String name) {
      this.name = name;
    }

    /**
     * Adds an item.
     *
     * @param item the item
     * @return this builder
     * @throws IllegalArgumentException if there is an item with its id
     */
    public Builder item(Item item) {
      if (items.putIfAbsent(item.id(), item) != null) {
        throw new IllegalArgumentException("Item ids must differ: \"" + item.id() + "\"");
      }
      return this;
    }

    /**
     * Whether an item was added.
     *
     * @param itemId its id
     * @return whether there is an item with that id
     */
    public boolean hasItem(String itemId) {
      return items.containsKey(itemId);
    }

    /**
     * Adds an interaction at a known time.
     *
     * @param userId the user; not blank
     * @param itemId an item that was added before
     * @param time when it happened
     * @return this builder
     * @throws IllegalArgumentException if the user is blank or the item unknown
     */
    public Builder interaction(String userId, String itemId, Instant time) {
      return add(userId, Interaction.of(known(itemId), time));
    }

    /**
     * Adds an interaction without a time. The order in which these are added is their order in
     * time; before any interaction of the user with a time.
     *
     * @param userId the user; not blank
     * @param itemId an item that was added before
     * @return this builder
     * @throws IllegalArgumentException if the user is blank or the item unknown
     */
    public Builder interaction(String userId, String itemId) {
      return add(userId, Interaction.of(known(itemId)));
    }

    /**
     * Says what is known of a user beyond interactions.
     *
     * @param userId the user; without effect if there is no interaction of that user
     * @param facts the attributes, in place of those given before. Copied
     * @return this builder
     */
    public Builder attributes(String userId, Map<String, String> facts) {
      attributes.put(userId, ImmutableMap.copyOf(facts));
      return this;
    }

    /**
     * Says which interactions of a user are held out, where the source says so itself. They become
     * the last two of the history, whenever they happened.
     *
     * @param userId the user
     * @param validationItem the item of the interaction held out for validation
     * @param testItem the item of the interaction held out for testing; another one
     * @return this builder
     * @throws IllegalArgumentException if both are the same item
     */
    public Builder heldOut(String userId, String validationItem, String testItem) {
      if (validationItem.equals(testItem)) {
        throw new IllegalArgumentException(
            String.format("User %s: two items must be held out, was %s twice", userId, testItem));
      }
      heldOut.put(userId, List.of(validationItem, testItem));
      return this;
    }

    private Builder add(String userId, Interaction interaction) {
      if (userId.isBlank()) {
        throw new IllegalArgumentException(
            "A user's id must not be blank (item " + interaction.item().id() + ")");
      }
      histories.computeIfAbsent(userId, id -> new ArrayList<>()).add(interaction);
      return this;
    }

    private Item known(String itemId) {
      Item item = items.get(itemId);
      if (item == null) {
        throw new IllegalArgumentException("No item has the id \"" + itemId + "\"");
      }
      return item;
    }

    /**
     * Counts a problem.
     *
     * @param kind what it is and what was done about it; not blank
     * @param example where
     * @return this builder
     */
    public Builder problem(String kind, String example) {
      problems.count(kind, Objects.requireNonNull(example, "example"));
      return this;
    }

    /**
     * Builds the data set. Puts interactions in order of time, keeps the first of several
     * interactions of a user with an item, and counts what a reader of results should know: those
     * repeats, titles of several items, and users whose last two interactions are at the same time.
     *
     * @return the data set
     * @throws IllegalArgumentException if an interaction that is held out is not there, or is all
     *     that a user has
     */
    public Dataset build() {
      countSharedTitles();
      List<User> users = new ArrayList<>(histories.size());
      histories.forEach(
          (id, history) ->
              users.add(new User(id, inOrder(id, history), attributes.getOrDefault(id, Map.of()))));
      users.stream()
          .filter(user -> !heldOut.containsKey(user.id()))
          .forEach(this::countTieAtTheEnd);
      return new Dataset(
          name,
          Collections.unmodifiableMap(new LinkedHashMap<>(items)),
          users,
          problems.list(),
          heldOut.keySet());
    }

    private List<Interaction> inOrder(String userId, List<Interaction> history) {
      List<Interaction> sorted = new ArrayList<>(history);
      sorted.sort(BY_TIME);
      Set<String> seen = new HashSet<>();
      sorted.removeIf(contact -> isRepeat(userId, contact.item(), seen));
      return heldOutLast(userId, sorted);
    }

    private List<Interaction> heldOutLast(String userId, List<Interaction> history) {
      List<String> last = heldOut.get(userId);
      if (last == null) {
        return history;
      }
      List<Interaction> ordered = new ArrayList<>(history);
      ordered.sort(Comparator.comparingInt(contact -> last.indexOf(contact.item().id())));
      requireHeldOut(userId, last, ordered);
      return ordered;
    }

    private static void requireHeldOut(
        String userId, List<String> heldOut, List<Interaction> history) {
      List<String> ids = history.stream().map(contact -> contact.item().id()).toList();
      if (ids.size() <= heldOut.size()
          || !ids.subList(ids.size() - heldOut.size(), ids.size()).equals(heldOut)) {
        throw new IllegalArgumentException(
            String.format(
                "User %s: the held-out items %s must be in the history, and something before them",
                userId, heldOut));
      }
    }

    private boolean isRepeat(String userId, Item item, Set<String> seen) {
      boolean repeat = !seen.add(item.id());
      if (repeat) {
        problems.count(
            "repeated interaction of a user with an item: only the first is kept",
            "user " + userId + ", item " + item.id());
      }
      return repeat;
    }

    private void countSharedTitles() {
      Map<String, Integer> named = new LinkedHashMap<>();
      items.values().forEach(item -> named.merge(item.title(), 1, Integer::sum));
      named.forEach(
          (title, count) -> {
            if (count > 1 && !title.isEmpty()) {
              problems.count("title of several items", title);
            }
          });
    }

    private void countTieAtTheEnd(User user) {
      List<Interaction> history = user.history();
      if (history.size() < 2) {
        return;
      }
      Optional<Instant> last = history.get(history.size() - 1).time();
      if (last.isPresent() && last.equals(history.get(history.size() - 2).time())) {
        problems.count(
            "user whose last two interactions are at the same time: the order of the source"
                + " decides",
            "user " + user.id());
      }
    }
  }
}
