package io.agp.cli;

import io.agp.Interaction;
import io.agp.Item;
import io.agp.User;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.recommend.Catalogue;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a data set holds, in numbers. Besides the data set itself it needs memory for some numbers
 * of each user and item only.
 *
 * @param dataset what was summed up
 * @param format the format it was read as
 * @param perUser interactions of a user
 * @param perItem interactions of an item
 * @param unusedItems items without an interaction
 * @param times the times of the interactions
 * @param shortUsers users with fewer than three interactions: splits leave them out
 * @param tiedUsers users whose last two interactions are at the same time, where the source does
 *     not say itself what is held out
 * @param untitledItems items with an empty title
 * @param attributes the attributes of items
 * @param titleLength characters of a title
 * @param textLength characters of an item's title and attributes together
 */
record DatasetSummary(
    Dataset dataset,
    String format,
    Optional<Spread> perUser,
    Optional<Spread> perItem,
    int unusedItems,
    Times times,
    int shortUsers,
    int tiedUsers,
    int untitledItems,
    List<AttributeUse> attributes,
    Optional<Spread> titleLength,
    Optional<Spread> textLength) {
  /** A user needs something before the two interactions that are held out. */
  private static final int SHORTEST = 3;

  static DatasetSummary of(Dataset dataset, String format) {
    Collection<Item> items = dataset.items().values();
    int[] perItem = popularity(dataset);
    return new DatasetSummary(
        dataset,
        format,
        Spread.of(dataset.users().stream().mapToInt(user -> user.history().size()).toArray()),
        Spread.of(perItem),
        (int) IntStream.of(perItem).filter(count -> count == 0).count(),
        Times.of(dataset),
        count(dataset, user -> user.history().size() < SHORTEST),
        count(dataset, user -> tiesAtTheEnd(user) && !dataset.heldOut().contains(user.id())),
        (int) items.stream().filter(item -> item.title().isBlank()).count(),
        AttributeUse.among(items),
        lengths(items, item -> length(item.title())),
        lengths(items, DatasetSummary::textLength));
  }

  /** The share of all pairs of a user and an item that interacted; 0 for an empty data set. */
  double density() {
    double pairs = (double) dataset.users().size() * dataset.items().size();
    return pairs == 0 ? 0 : dataset.interactions() / pairs;
  }

  private static int[] popularity(Dataset dataset) {
    Catalogue catalogue = Catalogue.of(dataset);
    return IntStream.range(0, catalogue.items().size()).map(catalogue::popularity).toArray();
  }

  private static int count(Dataset dataset, java.util.function.Predicate<User> counted) {
    return (int) dataset.users().stream().filter(counted).count();
  }

  private static boolean tiesAtTheEnd(User user) {
    List<Interaction> history = user.history();
    int size = history.size();
    return size >= 2
        && history.get(size - 1).time().isPresent()
        && history.get(size - 1).time().equals(history.get(size - 2).time());
  }

  private static Optional<Spread> lengths(Collection<Item> items, ToIntFunction<Item> length) {
    return Spread.of(items.stream().mapToInt(length).toArray());
  }

  private static int textLength(Item item) {
    return length(item.title())
        + item.attributes().values().stream().mapToInt(DatasetSummary::length).sum();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /**
   * The times of interactions.
   *
   * @param first the first; empty if no time is known
   * @param last the last; empty if no time is known
   * @param unknown how many interactions have none
   */
  record Times(Optional<Instant> first, Optional<Instant> last, long unknown) {
    static Times of(Dataset dataset) {
      return new Times(
          known(dataset).min(Comparator.naturalOrder()),
          known(dataset).max(Comparator.naturalOrder()),
          dataset.interactions() - known(dataset).count());
    }

    private static Stream<Instant> known(Dataset dataset) {
      return dataset.users().stream()
          .flatMap(user -> user.history().stream())
          .flatMap(contact -> contact.time().stream());
    }
  }
}
