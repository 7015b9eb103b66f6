package io.agp.optimize;

import com.google.common.collect.ImmutableSet;
import io.agp.Item;
import io.agp.LabelledUser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The users to learn from and those to validate with. No user is in both, nor in a sealed test
 * sample that is named. Immutable and thread-safe.
 */
public final class TrainingData {
  private final List<LabelledUser> train;
  private final List<LabelledUser> validation;

  private TrainingData(List<LabelledUser> train, List<LabelledUser> validation) {
    this.train = train;
    this.validation = validation;
  }

  /**
   * Users for learning and for validation.
   *
   * @param train the users to learn from; at least one
   * @param validation the users to validate with; may be empty where the acceptance rule does not
   *     validate
   * @return the data
   * @throws IllegalArgumentException if there is no user to learn from, or a user comes twice
   */
  public static TrainingData of(List<LabelledUser> train, List<LabelledUser> validation) {
    if (train.isEmpty()) {
      throw new IllegalArgumentException("There must be at least one training user");
    }
    Map<String, String> samples = new HashMap<>();
    claim(samples, train, "training");
    claim(samples, validation, "validation");
    return new TrainingData(List.copyOf(train), List.copyOf(validation));
  }

  /**
   * Seals a test sample after checking that none of its users is learned from or validated with.
   *
   * @param test the users of the final test; at least one
   * @return the sample, to be opened once, after learning
   * @throws IllegalArgumentException if a user is in two samples or comes twice
   */
  public SealedTestUsers seal(List<LabelledUser> test) {
    Map<String, String> samples = new HashMap<>();
    claim(samples, train, "training");
    claim(samples, validation, "validation");
    claim(samples, test, "test");
    return new SealedTestUsers(test);
  }

  private static void claim(Map<String, String> samples, List<LabelledUser> users, String sample) {
    for (LabelledUser user : users) {
      String other = samples.putIfAbsent(user.user().id(), sample);
      if (other != null) {
        throw new IllegalArgumentException(
            other.equals(sample)
                ? String.format("User %s comes twice in the %s sample", user.user().id(), sample)
                : String.format(
                    "User %s is in the %s sample and in the %s sample; samples must be disjoint",
                    user.user().id(), other, sample));
      }
    }
  }

  /**
   * The users to learn from.
   *
   * @return an immutable list of at least one
   */
  public List<LabelledUser> train() {
    return train;
  }

  /**
   * The users to validate with.
   *
   * @return an immutable list, possibly empty
   */
  public List<LabelledUser> validation() {
    return validation;
  }

  /**
   * The items of all histories and candidates, of training and of validation users. What is learned
   * must name none of them.
   *
   * @return an immutable set
   */
  public Set<Item> items() {
    ImmutableSet.Builder<Item> items = ImmutableSet.builder();
    for (List<LabelledUser> sample : List.of(train, validation)) {
      for (LabelledUser user : sample) {
        items.addAll(user.candidates());
        user.user().history().forEach(past -> items.add(past.item()));
      }
    }
    return items.build();
  }
}
