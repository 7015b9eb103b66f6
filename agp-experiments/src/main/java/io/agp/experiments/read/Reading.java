package io.agp.experiments.read;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import io.agp.Item;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reading of a data set: it takes in what a reader finds, counts what had to be left out, and
 * makes the {@link Dataset}.
 *
 * <p>Interactions are held as numbers, and a reader with a large catalogue gives them first: then
 * it need give only the items that {@link #wants} says, and the catalogue itself is never in
 * memory. Not thread-safe.
 */
final class Reading {
  /** The time of an interaction whose time is not known. */
  static final long NO_TIME = Long.MIN_VALUE;

  /** The rating of an interaction that has none. */
  static final double NO_RATING = Double.NaN;

  /** How many malformed records are written to the log, each with its place and value. */
  private static final int SHOWN = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

  private final String name;
  private final Dataset.Builder dataset;
  private final ReadOptions options;
  private final Map<String, Integer> userNumbers = new LinkedHashMap<>();
  private final Map<String, Integer> itemNumbers = new LinkedHashMap<>();
  private final ImmutableIntArray.Builder users = ImmutableIntArray.builder();
  private final ImmutableIntArray.Builder items = ImmutableIntArray.builder();
  private final ImmutableLongArray.Builder times = ImmutableLongArray.builder();
  private final Map<String, Item> known = new LinkedHashMap<>();
  private final HeldOutPairs heldOut = new HeldOutPairs();
  private int malformed;
  private @Nullable KCore core;

  Reading(String name, ReadOptions options) {
    this.name = name;
    this.dataset = Dataset.builder(name);
    this.options = options;
  }

  /** Takes in one record; a {@link DataException} says that it is malformed. */
  void record(Runnable record) {
    try {
      record.run();
    } catch (DataException e) {
      malformed(e);
    }
  }

  private void malformed(DataException e) {
    malformed++;
    if (options.maxMalformed() == 0) {
      throw e;
    }
    if (malformed > options.maxMalformed()) {
      throw e.withRule(
          String.format(
              "%s (malformed record %d: at most %d may be left out)",
              e.rule(), malformed, options.maxMalformed()));
    }
    if (malformed <= SHOWN) {
      LOG.warn("Malformed record left out: {}", e.getMessage());
    }
    if (malformed == SHOWN) {
      LOG.warn("Further malformed records are counted, but not written here");
    }
    String field = e.field().map(name -> "field " + name + " ").orElse("");
    dataset.problem(
        "malformed record left out: " + field + e.rule(), String.valueOf(e.getMessage()));
  }

  /** Counts something that was dealt with. */
  void problem(String kind, String example) {
    dataset.problem(kind, example);
  }

  /**
   * Takes in an interaction.
   *
   * @param user the user's id; not blank
   * @param item the item's id; not blank
   * @param millis when, in milliseconds since 1970, or {@link #NO_TIME}
   * @param rating the rating, or {@link #NO_RATING}
   */
  void interaction(String user, String item, long millis, double rating) {
    if (options.minRating().isPresent() && !(rating >= options.minRating().getAsDouble())) {
      dataset.problem(
          "interaction rated below the least rating, or not rated: left out",
          "user " + user + ", item " + item);
      return;
    }
    users.add(number(user, userNumbers));
    items.add(number(item, itemNumbers));
    times.add(millis);
  }

  private static int number(String id, Map<String, Integer> numbers) {
    Integer known = numbers.putIfAbsent(id, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  /**
   * Says which interactions of a user are held out, where the source says so itself; both are to be
   * given by {@link #interaction} too. Where that cannot be, as one was filtered out or nothing is
   * before them, neither gets into the data set, and the user is counted.
   */
  void heldOut(String user, String validationItem, String testItem) {
    heldOut.put(user, validationItem, testItem);
  }

  /**
   * Whether an item occurs in an interaction that is kept. To be asked only when all interactions
   * have been taken in.
   */
  boolean wants(String itemId) {
    Integer number = itemNumbers.get(itemId);
    return number != null && core().keepsItem(number);
  }

  /** Whether an item was given. */
  boolean hasItem(String itemId) {
    return known.containsKey(itemId);
  }

  /** Takes in an item whose id was not given before. */
  void item(Item item) {
    known.put(item.id(), item);
  }

  /** Says what is known of a user; of one without an interaction it is not kept. */
  void attributes(String user, Map<String, String> facts) {
    dataset.attributes(user, facts);
  }

  private KCore core() {
    KCore made = core;
    if (made == null) {
      made =
          KCore.of(
              options.core(), users.build(), items.build(), userNumbers.size(), itemNumbers.size());
      core = made;
    }
    return made;
  }

  /**
   * Makes the data set. Items come in the order in which they were given; those of interactions for
   * which no item was given follow, with an empty title. With k-core filtering, items without an
   * interaction are left out.
   *
   * @throws DataException if interactions are held out and no user is left of whom they are
   */
  Dataset dataset() {
    addItems();
    forEach(true, (i, user, item) -> heldOut.see(user, item));
    if (!heldOut.isEmpty() && heldOut.count() == 0) {
      throw DataException.of(
          name, "must have a user with two held-out interactions and one before them");
    }
    addInteractions();
    heldOut.addTo(dataset);
    return dataset.build();
  }

  private void addItems() {
    known.values().stream()
        .filter(item -> options.core() == 1 || wants(item.id()))
        .forEach(dataset::item);
    for (String id : itemNumbers.keySet()) {
      if (wants(id) && !known.containsKey(id)) {
        dataset.item(new Item(id, "", Map.of()));
        dataset.problem("item that the catalogue does not have: kept without text", "item " + id);
      }
    }
  }

  private void addInteractions() {
    ImmutableLongArray timeOf = times.build();
    forEach(
        true,
        (i, user, item) -> {
          if (!heldOut.keeps(user, item)) {
            return;
          }
          if (timeOf.get(i) == NO_TIME) {
            dataset.interaction(user, item);
          } else {
            dataset.interaction(user, item, Instant.ofEpochMilli(timeOf.get(i)));
          }
        });
    countOutsideTheCore();
  }

  private void countOutsideTheCore() {
    String kind = "interaction outside the " + options.core() + "-core: left out";
    forEach(false, (i, user, item) -> dataset.problem(kind, "user " + user + ", item " + item));
  }

  /** Visits the interactions that the k-core keeps, or those that it does not. */
  private void forEach(boolean kept, Visitor visitor) {
    ImmutableIntArray userOf = users.build();
    ImmutableIntArray itemOf = items.build();
    List<String> userIds = List.copyOf(userNumbers.keySet());
    List<String> itemIds = List.copyOf(itemNumbers.keySet());
    for (int i = 0; i < userOf.length(); i++) {
      int user = userOf.get(i);
      int item = itemOf.get(i);
      if ((core().keepsUser(user) && core().keepsItem(item)) == kept) {
        visitor.visit(i, userIds.get(user), itemIds.get(item));
      }
    }
  }

  /** Takes an interaction. */
  @FunctionalInterface
  private interface Visitor {
    void visit(int index, String user, String item);
  }
}
