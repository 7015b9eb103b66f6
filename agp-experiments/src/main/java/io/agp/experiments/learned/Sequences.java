package io.agp.experiments.learned;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.agp.User;
import io.agp.experiments.data.HeldOutUser;
import io.agp.experiments.data.Split;
import io.agp.experiments.recommend.Catalogue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What recommenders are trained on, as numbers: for each user of the training part the items of the
 * history, the oldest first, and the item to validate with. Nothing of the test is in it.
 */
final class Sequences {
  /** The validation item of a user who has none. */
  static final int NONE = -1;

  private final Catalogue catalogue;
  private final Map<String, Integer> userNumbers = new HashMap<>();
  private final int[][] histories;
  private final int[] validation;
  private final String fingerprint;

  private Sequences(Split split) {
    this.catalogue = Catalogue.of(split.training());
    List<User> users = split.training().users();
    this.histories = new int[users.size()][];
    this.validation = new int[users.size()];
    Arrays.fill(validation, NONE);
    for (int user = 0; user < histories.length; user++) {
      userNumbers.put(users.get(user).id(), user);
      histories[user] = catalogue.indexesOf(users.get(user));
    }
    for (HeldOutUser user : split.users()) {
      validation[number(user.id())] = catalogue.indexOf(user.validation().item().id()).orElse(NONE);
    }
    this.fingerprint = fingerprintOf(users);
  }

  static Sequences of(Split split) {
    return new Sequences(split);
  }

  private String fingerprintOf(List<User> users) {
    Hasher hasher = Hashing.sha256().newHasher();
    catalogue
        .items()
        .forEach(item -> hasher.putString(item.id(), StandardCharsets.UTF_16LE).putInt(-2));
    for (int user = 0; user < histories.length; user++) {
      hasher.putString(users.get(user).id(), StandardCharsets.UTF_16LE).putInt(-4);
      for (int item : histories[user]) {
        hasher.putInt(item);
      }
      hasher.putInt(-3).putInt(validation[user]);
    }
    return hasher.hash().toString();
  }

  Catalogue catalogue() {
    return catalogue;
  }

  int items() {
    return catalogue.items().size();
  }

  int users() {
    return histories.length;
  }

  /** The user's number, or {@link #NONE} if the training part does not have the user. */
  int number(String userId) {
    return userNumbers.getOrDefault(userId, NONE);
  }

  /** Item numbers, the oldest first; not to be changed. */
  int[] history(int user) {
    return histories[user];
  }

  /** All histories, by the users' numbers; not to be changed. */
  int[][] histories() {
    return histories;
  }

  /** The item to validate with, or {@link #NONE}. */
  int validation(int user) {
    return validation[user];
  }

  /** A hash of all of it: equal for equal data. */
  String fingerprint() {
    return fingerprint;
  }
}
