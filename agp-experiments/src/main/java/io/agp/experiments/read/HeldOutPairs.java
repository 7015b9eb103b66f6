package io.agp.experiments.read;

import io.agp.experiments.data.Dataset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which two interactions of each user the source holds out. That works only for users who have
 * both, and something before them; what the source holds out of another user is left out too, as it
 * was never meant for training. Not thread-safe.
 */
final class HeldOutPairs {
  private final Map<String, Pair> pairs = new HashMap<>();

  boolean isEmpty() {
    return pairs.isEmpty();
  }

  void put(String user, String validationItem, String testItem) {
    pairs.put(user, new Pair(validationItem, testItem));
  }

  /** Says that an interaction is there. */
  void see(String user, String item) {
    Pair pair = pairs.get(user);
    if (pair != null) {
      pair.see(item);
    }
  }

  /** Whether an interaction may go into the data set, when all have been seen. */
  boolean keeps(String user, String item) {
    @Nullable Pair pair = pairs.get(user);
    return pair == null || pair.complete() || !pair.holds(item);
  }

  /** How many users are held out. */
  long count() {
    return pairs.values().stream().filter(Pair::complete).count();
  }

  /** Holds out what can be, and counts whom it cannot be for. */
  void addTo(Dataset.Builder dataset) {
    pairs.forEach(
        (user, pair) -> {
          if (pair.complete()) {
            dataset.heldOut(user, pair.validation, pair.test);
          } else {
            dataset.problem(
                "user without two held-out interactions and one before them: what is held out is"
                    + " left out",
                "user " + user);
          }
        });
  }

  private static final class Pair {
    private final String validation;
    private final String test;
    private boolean hasValidation;
    private boolean hasTest;
    private boolean hasOther;

    Pair(String validation, String test) {
      this.validation = validation;
      this.test = test;
    }

    boolean holds(String item) {
      return item.equals(validation) || item.equals(test);
    }

    void see(String item) {
      hasValidation |= item.equals(validation);
      hasTest |= item.equals(test);
      hasOther |= !holds(item);
    }

    boolean complete() {
      return hasValidation && hasTest && hasOther && !validation.equals(test);
    }
  }
}
