package io.agp.rpp;

import io.agp.Item;
import io.agp.LabelledUser;
import java.util.ArrayList;
import java.util.List;

/** The users that a learner asks about. */
final class TrainingUsers {
  private TrainingUsers() {}

  /** The users with the first of their candidates. */
  static List<LabelledUser> cut(List<LabelledUser> users, int topK) {
    List<LabelledUser> cut = new ArrayList<>();
    for (LabelledUser user : users) {
      List<Item> first = user.candidates().subList(0, Math.min(topK, user.candidates().size()));
      cut.add(new LabelledUser(user.user(), first, user.gains()));
    }
    return cut;
  }

  /**
   * The users, cut, whose rewards can differ: two candidates or more, and a relevant one among
   * them. Calls for the others would be paid for nothing.
   *
   * @throws IllegalArgumentException if there is none
   */
  static List<LabelledUser> teaching(List<LabelledUser> users, int topK) {
    List<LabelledUser> teaching = cut(users, topK).stream().filter(TrainingUsers::teaches).toList();
    if (teaching.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              "At least one of the %d training users must have a relevant item among two or more of"
                  + " the first %d candidates, none has",
              users.size(), topK));
    }
    return teaching;
  }

  private static boolean teaches(LabelledUser user) {
    return user.candidates().size() >= 2
        && user.candidates().stream().anyMatch(item -> user.gains().containsKey(item.id()));
  }
}
