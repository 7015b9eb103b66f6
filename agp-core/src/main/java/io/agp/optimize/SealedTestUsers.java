package io.agp.optimize;

import io.agp.LabelledUser;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The users of the final test, which can be looked at once: choosing between prompts by their test
 * scores is then impossible by mistake. Made by {@link TrainingData#seal}. Thread-safe.
 */
public final class SealedTestUsers {
  private final List<LabelledUser> users;
  private final AtomicBoolean opened = new AtomicBoolean();

  SealedTestUsers(List<LabelledUser> users) {
    if (users.isEmpty()) {
      throw new IllegalArgumentException("There must be at least one test user");
    }
    this.users = List.copyOf(users);
  }

  /**
   * Opens the sample for the one final scoring.
   *
   * @return the users, in the order given; immutable
   * @throws IllegalStateException if it has been opened before
   */
  public List<LabelledUser> open() {
    if (!opened.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "The test users have been looked at already; draw a new sample for another test");
    }
    return users;
  }

  /**
   * How many users there are.
   *
   * @return at least 1
   */
  public int size() {
    return users.size();
  }
}
