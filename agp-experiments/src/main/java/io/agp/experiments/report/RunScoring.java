package io.agp.experiments.report;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.User;
import io.agp.experiments.data.HeldOutUser;
import io.agp.experiments.data.Problems;
import io.agp.experiments.data.Split;
import io.agp.experiments.read.ForeignRun;
import io.agp.metrics.Evaluation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings a run together with the split it is for. Used once. */
final class RunScoring {
  private final ForeignRun run;
  private final Split split;
  private final Map<String, Item> items;
  private final boolean removesHistory;
  private final Problems problems = new Problems();
  private int missing;

  RunScoring(ForeignRun run, Split split, HistoryItems historyItems) {
    this.run = run;
    this.split = split;
    this.items = split.training().items();
    this.removesHistory = historyItems == HistoryItems.REMOVE;
  }

  RunEvaluation evaluation() {
    List<LabelledUser> users = new ArrayList<>(split.users().size());
    for (HeldOutUser user : split.users()) {
      users.add(LabelledUser.of(user.beforeTest(), candidates(user), user.target().id()));
    }
    countOtherUsers();
    List<Ranking> rankings = users.stream().map(user -> Ranking.base(user.candidates())).toList();
    return new RunEvaluation(
        run.name(), Evaluation.of(users, rankings), problems.list(), missing, items.size());
  }

  private List<Item> candidates(HeldOutUser user) {
    List<String> list = run.lists().get(user.id());
    if (list == null || list.isEmpty()) {
      missing++;
      problems.count("user without a list: counts as missed", "user " + user.id());
      return List.of();
    }
    Set<String> history = ids(user.beforeTest());
    Set<String> seen = new HashSet<>();
    List<Item> candidates = new ArrayList<>(list.size());
    for (String id : list) {
      if (stays(user.id(), id, history, seen)) {
        Item item = items.get(id);
        candidates.add(item == null ? Item.of(id, "") : item);
      }
    }
    return candidates;
  }

  private boolean stays(String user, String id, Set<String> history, Set<String> seen) {
    String example = "user " + user + ", item " + id;
    if (!seen.add(id)) {
      problems.count("item listed before: only the better place counts", example);
      return false;
    }
    if (!items.containsKey(id)) {
      problems.count("id that no item has: keeps its place", example);
    }
    if (!history.contains(id)) {
      return true;
    }
    problems.count(
        "item of the user's history: " + (removesHistory ? "taken out" : "keeps its place"),
        example);
    return !removesHistory;
  }

  private static Set<String> ids(User user) {
    return user.history().stream()
        .map(interaction -> interaction.item().id())
        .collect(Collectors.toSet());
  }

  private void countOtherUsers() {
    Set<String> held = split.users().stream().map(HeldOutUser::id).collect(Collectors.toSet());
    Set<String> known = split.training().users().stream().map(User::id).collect(Collectors.toSet());
    for (String user : run.lists().keySet()) {
      if (!known.contains(user)) {
        problems.count("user that the data set does not have: left out", "user " + user);
      } else if (!held.contains(user)) {
        problems.count("user with nothing held out: left out", "user " + user);
      }
    }
  }
}
