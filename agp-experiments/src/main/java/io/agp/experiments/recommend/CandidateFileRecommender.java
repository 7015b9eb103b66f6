package io.agp.experiments.recommend;

import io.agp.User;
import io.agp.experiments.data.HeldOutUser;
import io.agp.experiments.data.Problem;
import io.agp.experiments.data.Problems;
import io.agp.experiments.data.Split;
import io.agp.experiments.read.CandidateFile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Recommends what a {@link CandidateFile} lists, and nothing else. An item's score is minus its
 * place in the user's list; items that are not in it have negative infinity. Items of the history
 * before the last interaction, repeated ids, and ids and users that the data set does not have are
 * left out and counted. Immutable and thread-safe.
 *
 * <p>What the lists were made from cannot be checked: a list made with knowledge of the held-out
 * interactions leaks them.
 */
public final class CandidateFileRecommender implements Recommender {
  private final String name;
  private final Catalogue catalogue;
  private final Map<String, int[]> lists;
  private final List<Problem> problems;

  private CandidateFileRecommender(
      String name, Catalogue catalogue, Map<String, int[]> lists, List<Problem> problems) {
    this.name = name;
    this.catalogue = catalogue;
    this.lists = lists;
    this.problems = problems;
  }

  /**
   * Brings a file together with the data set that it is for.
   *
   * @param file the lists
   * @param split the data set's split
   * @return the recommender
   */
  public static CandidateFileRecommender of(CandidateFile file, Split split) {
    return new Cleaner(file, split).recommender();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Catalogue catalogue() {
    return catalogue;
  }

  /**
   * What was left out of the lists, and which users have none.
   *
   * @return an immutable list; empty for a clean file
   */
  public List<Problem> problems() {
    return problems;
  }

  @Override
  public double[] scores(User user) {
    double[] scores = new double[catalogue.items().size()];
    Arrays.fill(scores, Double.NEGATIVE_INFINITY);
    int[] list = lists.getOrDefault(user.id(), new int[0]);
    for (int place = 0; place < list.length; place++) {
      scores[list[place]] = -1 - place;
    }
    return scores;
  }

  private static final class Cleaner {
    private final CandidateFile file;
    private final Split split;
    private final Catalogue catalogue;
    private final Problems problems = new Problems();

    Cleaner(CandidateFile file, Split split) {
      this.file = file;
      this.split = split;
      this.catalogue = Catalogue.of(split.training());
    }

    CandidateFileRecommender recommender() {
      Map<String, int[]> lists = new HashMap<>();
      for (HeldOutUser user : split.users()) {
        lists.put(user.id(), clean(user, listOf(user.id())));
      }
      countUnknownUsers();
      return new CandidateFileRecommender("file:" + file.name(), catalogue, lists, problems.list());
    }

    private List<String> listOf(String user) {
      List<String> list = file.lists().get(user);
      if (list == null) {
        problems.count("user without a list: has no candidates", user);
        return List.of();
      }
      return list;
    }

    private void countUnknownUsers() {
      Set<String> known =
          split.training().users().stream().map(User::id).collect(Collectors.toSet());
      file.lists().keySet().stream()
          .filter(user -> !known.contains(user))
          .forEach(user -> problems.count("user that the data set does not have", user));
    }

    private int[] clean(HeldOutUser user, List<String> ids) {
      Set<String> history =
          user.beforeTest().history().stream()
              .map(interaction -> interaction.item().id())
              .collect(Collectors.toSet());
      Set<Integer> kept = new LinkedHashSet<>();
      for (String id : ids) {
        String example = "user " + user.id() + ", item " + id;
        OptionalInt index = catalogue.indexOf(id);
        if (index.isEmpty()) {
          problems.count("id that no item has: left out", example);
        } else if (history.contains(id)) {
          problems.count("candidate from the user's history: left out", example);
        } else if (!kept.add(index.getAsInt())) {
          problems.count("candidate listed before: left out", example);
        }
      }
      return kept.stream().mapToInt(Integer::intValue).toArray();
    }
  }
}
