package io.agp.experiments.data;

import io.agp.Interaction;
import io.agp.User;
import java.util.ArrayList;
import java.util.List;

/**
 * Leave-one-out by time: a user's last interaction is for testing, the second-last for validation,
 * the rest for training. Base recommenders are fitted on {@link #training()}, so that they have
 * seen neither of what is to be found. Users with fewer than three interactions are not held out:
 * all they did is for training. Immutable and thread-safe.
 *
 * <p>Where the source of a data set says itself which interactions are held out, those are, and
 * users of whom it says nothing are for training.
 */
public final class Split {
  private static final int SHORTEST = 3;

  private final Dataset training;
  private final List<HeldOutUser> users;
  private final int tooShort;

  private Split(Dataset training, List<HeldOutUser> users) {
    this.training = training;
    this.users = List.copyOf(users);
    this.tooShort = training.users().size() - users.size();
  }

  /**
   * Splits a data set as its source says, or else leaves one out by time.
   *
   * @param dataset the data set
   * @return its split
   */
  public static Split leaveOneOut(Dataset dataset) {
    List<User> training = new ArrayList<>(dataset.users().size());
    List<HeldOutUser> heldOut = new ArrayList<>(dataset.users().size());
    for (User user : dataset.users()) {
      if (!isHeldOut(user, dataset)) {
        training.add(user);
      } else {
        heldOut.add(holdOut(user));
        training.add(heldOut.get(heldOut.size() - 1).training());
      }
    }
    return new Split(dataset.withUsers(training), heldOut);
  }

  private static boolean isHeldOut(User user, Dataset dataset) {
    return dataset.heldOut().isEmpty()
        ? user.history().size() >= SHORTEST
        : dataset.heldOut().contains(user.id());
  }

  private static HeldOutUser holdOut(User user) {
    List<Interaction> history = user.history();
    int last = history.size() - 1;
    return new HeldOutUser(
        user.withHistory(history.subList(0, last - 1)), history.get(last - 1), history.get(last));
  }

  /**
   * What recommenders may be fitted on.
   *
   * @return the data set with all items and all users, without anybody's held-out interactions
   */
  public Dataset training() {
    return training;
  }

  /**
   * How interactions are held out.
   *
   * @return {@code given} if the source of the data set says so itself, else {@code leave-one-out}
   */
  public String name() {
    return training.heldOut().isEmpty() ? "leave-one-out" : "given";
  }

  /**
   * The users with held-out interactions.
   *
   * @return an immutable list in the order of the data set
   */
  public List<HeldOutUser> users() {
    return users;
  }

  /**
   * How many users have nothing held out: fewer than three interactions, or, where the source says
   * itself what is held out, nothing said of them.
   *
   * @return 0 or more
   */
  public int tooShort() {
    return tooShort;
  }
}
