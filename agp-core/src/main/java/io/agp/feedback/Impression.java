package io.agp.feedback;

import io.agp.Item;
import io.agp.User;
import io.agp.internal.Candidates;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A list that was shown to a user, and what the user clicked. Immutable and thread-safe.
 *
 * @param user the user as of then: the history holds nothing of this impression or after it
 * @param time when, if known
 * @param shown the items in the order shown, the first at position 1; ids differ; at least one.
 *     Copied
 * @param clicked the ids of the items clicked; all of them were shown; may be empty. Copied
 */
public record Impression(User user, Optional<Instant> time, List<Item> shown, Set<String> clicked) {
  /**
   * Checks and copies.
   *
   * @param user the user as of then
   * @param time when
   * @param shown the items in the order shown
   * @param clicked the ids of the items clicked
   * @throws IllegalArgumentException if nothing was shown, two items share an id, or something was
   *     clicked that was not shown
   */
  public Impression {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(time, "time");
    shown = Candidates.checked(shown);
    clicked = Set.copyOf(clicked);
    Set<String> unseen = new HashSet<>(clicked);
    shown.forEach(item -> unseen.remove(item.id()));
    if (shown.isEmpty() || !unseen.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              "An impression shows at least one item and all that were clicked; of user %s it shows"
                  + " %d and not %s",
              user.id(), shown.size(), unseen));
    }
  }

  /**
   * The position of an item.
   *
   * @param itemId an item's id
   * @return from 1
   * @throws IllegalArgumentException if it was not shown
   */
  public int position(String itemId) {
    for (int place = 0; place < shown.size(); place++) {
      if (shown.get(place).id().equals(itemId)) {
        return place + 1;
      }
    }
    throw new IllegalArgumentException("Item " + itemId + " was not shown to user " + user.id());
  }
}
