package io.agp.experiments.data;

import io.agp.Interaction;
import io.agp.Item;
import io.agp.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A user whose last two interactions are held out. Immutable and thread-safe.
 *
 * @param training the user with all but the last two interactions; at least one
 * @param validation the second-last interaction
 * @param test the last interaction
 */
public record HeldOutUser(User training, Interaction validation, Interaction test) {
  /**
   * Checks that nothing is {@code null}.
   *
   * @param training the user with all but the last two interactions
   * @param validation the second-last interaction
   * @param test the last interaction
   */
  public HeldOutUser {
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(validation, "validation");
    Objects.requireNonNull(test, "test");
  }

  /**
   * The user's identifier.
   *
   * @return the id
   */
  public String id() {
    return training.id();
  }

  /**
   * The user just before the last interaction: all earlier ones are history, the validation
   * interaction too.
   *
   * @return the user, without the test interaction
   */
  public User beforeTest() {
    List<Interaction> history = new ArrayList<>(training.history());
    history.add(validation);
    return training.withHistory(history);
  }

  /**
   * The item to be found for the user {@link #beforeTest()}.
   *
   * @return the item of the last interaction
   */
  public Item target() {
    return test.item();
  }
}
