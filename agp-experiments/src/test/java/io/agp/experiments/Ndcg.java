package io.agp.experiments;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.User;
import io.agp.experiments.data.HeldOutUser;
import io.agp.experiments.recommend.Recommender;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** NDCG@10 with one relevant item, written out for these tests. */
public final class Ndcg {
  private static final int CUT_OFF = 10;

  private Ndcg() {}

  /** Of a rank from 1; ties may put it between two whole ranks. */
  public static double at(double rank) {
    return rank <= CUT_OFF ? Math.log(2) / Math.log(rank + 1) : 0;
  }

  /** The mean over users whose candidates stay in base order. */
  public static double ofBaseOrder(List<LabelledUser> users) {
    return users.stream().mapToDouble(user -> at(rank(user))).average().orElseThrow();
  }

  /** The relevant item's rank in base order, from 1. */
  public static int rank(LabelledUser user) {
    List<String> ids = user.candidates().stream().map(Item::id).toList();
    String relevant = user.gains().keySet().iterator().next();
    return ids.contains(relevant) ? ids.indexOf(relevant) + 1 : Integer.MAX_VALUE;
  }

  /** The mean over users with all items but those of the history ranked, ties in the middle. */
  public static double ofFullRanking(List<HeldOutUser> users, Recommender recommender) {
    return users.stream()
        .mapToDouble(user -> at(fullRank(user, recommender)))
        .average()
        .orElseThrow();
  }

  private static double fullRank(HeldOutUser held, Recommender recommender) {
    User user = held.beforeTest();
    double[] scores = recommender.scores(user);
    Set<Integer> history = new HashSet<>();
    for (int item : recommender.catalogue().indexesOf(user)) {
      history.add(item);
    }
    int target = recommender.catalogue().indexOf(held.target().id()).orElseThrow();
    int better = 0;
    int equal = 0;
    for (int item = 0; item < scores.length; item++) {
      if (item != target && !history.contains(item)) {
        better += scores[item] > scores[target] ? 1 : 0;
        equal += scores[item] == scores[target] ? 1 : 0;
      }
    }
    return 1 + better + equal / 2.0;
  }
}
