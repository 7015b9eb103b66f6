package io.agp.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.HeldOutUser;
import io.agp.experiments.data.Problem;
import io.agp.experiments.data.Split;
import io.agp.experiments.read.ForeignRun;
import io.agp.experiments.read.SampleData;
import io.agp.experiments.recommend.ItemKnnRecommender;
import io.agp.experiments.recommend.PopRecommender;
import io.agp.experiments.recommend.Recommender;
import io.agp.metrics.Evaluation;
import io.agp.metrics.PairedBootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunEvaluationTest {
  private static final Split SAMPLE = Split.leaveOneOut(SampleData.load());

  @TempDir Path dir;

  /** Twelve items a … l; u1, u2 and u3 are to find d, e and f; short has nothing held out. */
  private final Split split = split();

  private static Split split() {
    Dataset.Builder builder = Dataset.builder("small");
    "abcdefghijkl".chars().forEach(c -> builder.item(Item.of(Character.toString(c), "Item")));
    List.of("u1 abcd", "u2 bcde", "u3 cdef", "short ab")
        .forEach(
            line ->
                line.substring(line.indexOf(' ') + 1)
                    .chars()
                    .forEach(
                        c ->
                            builder.interaction(
                                line.substring(0, line.indexOf(' ')), Character.toString(c))));
    return Split.leaveOneOut(builder.build());
  }

  private ForeignRun run(String name, String text) throws IOException {
    return ForeignRun.read(Files.writeString(dir.resolve(name), text));
  }

  @Test
  void measuresOfARunWrittenOutByHand() throws IOException {
    RunEvaluation scored =
        RunEvaluation.of(run("run", "u1\td g h\nu2\tg h e i\nu3\tg h i j k l f\n"), split);
    Map<String, Double> measures = scored.measures();

    assertThat(measures.get("ndcg@1")).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(measures.get("ndcg@5")).isCloseTo((1 + 0.5) / 3, within(1e-12));
    assertThat(measures.get("ndcg@10")).isCloseTo((1 + 0.5 + 1 / 3.0) / 3, within(1e-12));
    assertThat(measures.get("mrr@10")).isCloseTo((1 + 1 / 3.0 + 1 / 7.0) / 3, within(1e-12));
    assertThat(measures.get("mrr@5")).isCloseTo((1 + 1 / 3.0) / 3, within(1e-12));
    assertThat(measures.get("hit@1")).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(measures.get("hit@5")).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(measures.get("hit@10")).isEqualTo(1);
    assertThat(measures.get("meanPosition")).isCloseTo(11 / 3.0, within(1e-12));
    assertThat(scored.problems()).isEmpty();
    assertThat(scored.missing()).isZero();
  }

  @Test
  void usersWithoutAListStayInNAndMiss() throws IOException {
    RunEvaluation scored = RunEvaluation.of(run("run", "u2\te\nu3\t\n"), split);

    assertThat(scored.evaluation().n()).isEqualTo(3);
    assertThat(scored.missing()).isEqualTo(2);
    assertThat(scored.measures().get("hit@10")).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(scored.problems())
        .containsExactly(new Problem("user without a list: counts as missed", 2, "user u1"));
  }

  @Test
  void aMissedItemHasTheLastPlaceOfAllItems() throws IOException {
    RunEvaluation scored = RunEvaluation.of(run("run", "u1\tg\nu2\te\n"), split);

    assertThat(scored.perUser("meanPosition")).containsExactly(12, 1, 12);
    assertThat(scored.perUser("ndcg@10")).containsExactly(0, 1, 0);
  }

  @Test
  void historyItemsAndUnknownItemsKeepTheirPlacesUnlessToldOtherwise() throws IOException {
    ForeignRun run = run("run", "u1\ta z d\nu2\te\nu3\tf\n");

    RunEvaluation kept = RunEvaluation.of(run, split);
    assertThat(kept.perUser("meanPosition")[0]).isEqualTo(3);
    assertThat(kept.problems())
        .containsExactly(
            new Problem("item of the user's history: keeps its place", 1, "user u1, item a"),
            new Problem("id that no item has: keeps its place", 1, "user u1, item z"));

    RunEvaluation removed = RunEvaluation.of(run, split, HistoryItems.REMOVE);
    assertThat(removed.perUser("meanPosition")[0]).isEqualTo(2);
    assertThat(removed.problems())
        .contains(new Problem("item of the user's history: taken out", 1, "user u1, item a"));
  }

  @Test
  void theValidationItemIsHistory() throws IOException {
    ForeignRun run = run("run", "u1\tc d\nu2\te\nu3\tf\n");
    assertThat(RunEvaluation.of(run, split, HistoryItems.REMOVE).perUser("meanPosition")[0])
        .isEqualTo(1);
  }

  @Test
  void ofAnItemListedTwiceTheBetterPlaceCounts() throws IOException {
    RunEvaluation scored =
        RunEvaluation.of(
            run("run", "u1 Q0 d 1 1 t\nu1 Q0 g 2 2 t\nu1 Q0 d 3 3 t\nu1 Q0 g 4 2 t\n"), split);

    assertThat(scored.perUser("meanPosition")[0]).isEqualTo(1);
    assertThat(scored.evaluation().rankings().get(0).items())
        .extracting(Item::id)
        .containsExactly("d", "g");
    assertThat(scored.problems())
        .contains(
            new Problem("item listed before: only the better place counts", 2, "user u1, item g"));
  }

  @Test
  void usersThatTheSplitDoesNotHaveAreLeftOutAndCounted() throws IOException {
    RunEvaluation scored =
        RunEvaluation.of(run("run", "u1\td\nghost\ta\nshort\tc\nu2\te\nu3\tf\n"), split);

    assertThat(scored.measures().get("hit@1")).isEqualTo(1);
    assertThat(scored.problems())
        .containsExactly(
            new Problem("user that the data set does not have: left out", 1, "user ghost"),
            new Problem("user with nothing held out: left out", 1, "user short"));
  }

  @Test
  void aRunThatWeWroteScoresAsItDidBefore() {
    Evaluation ours = evaluation(ItemKnnRecommender.fit(SAMPLE.training()));
    Path file = dir.resolve("ours.trec");
    RunFiles.writeTrec(ours, "ours", file);
    RunEvaluation read = RunEvaluation.of(ForeignRun.read(file), SAMPLE);

    assertThat(read.evaluation().rankings()).hasSameSizeAs(ours.rankings());
    for (int user = 0; user < ours.n(); user++) {
      assertThat(read.evaluation().rankings().get(user).items())
          .isEqualTo(ours.rankings().get(user).items());
    }
    assertThat(read.measures().get("ndcg@10")).isEqualTo(ours.ndcg(10));
    assertThat(read.measures().get("mrr@10")).isEqualTo(ours.mrr(10));
    assertThat(read.problems()).isEmpty();
  }

  private static Evaluation evaluation(Recommender recommender) {
    List<LabelledUser> users =
        SAMPLE.users().stream().map(user -> labelled(user, recommender)).toList();
    return Evaluation.of(
        users, users.stream().map(user -> Ranking.base(user.candidates())).toList());
  }

  private static LabelledUser labelled(HeldOutUser user, Recommender recommender) {
    return LabelledUser.of(
        user.beforeTest(), recommender.topK(user.beforeTest(), 20), user.target().id());
  }

  @Test
  void differencesArePairedAndComparisonsGiveTheSame() {
    Path knn = dir.resolve("knn.trec");
    Path pop = dir.resolve("pop.trec");
    RunFiles.writeTrec(evaluation(ItemKnnRecommender.fit(SAMPLE.training())), "knn", knn);
    RunFiles.writeTrec(evaluation(PopRecommender.fit(SAMPLE.training())), "pop", pop);
    RunEvaluation one = RunEvaluation.of(ForeignRun.read(knn), SAMPLE);
    RunEvaluation other = RunEvaluation.of(ForeignRun.read(pop), SAMPLE);
    Map<String, PairedBootstrap> differences = one.differences(other, 7);

    assertThat(differences.keySet()).isEqualTo(one.measures().keySet());
    assertThat(differences)
        .allSatisfy(
            (measure, difference) -> {
              double mean = one.measures().get(measure) - other.measures().get(measure);
              assertThat(difference.meanDifference()).isCloseTo(mean, within(1e-9));
              assertThat(difference.low()).isLessThanOrEqualTo(difference.high());
              assertThat(difference.n()).isEqualTo(240);
            });
    Map<String, Evaluation> methods = new LinkedHashMap<>();
    methods.put("base", other.evaluation());
    methods.put("knn", one.evaluation());
    Comparison comparison = Comparison.of(methods, 7);
    assertThat(comparison.difference("knn", "base")).isEqualTo(differences.get("ndcg@10"));
    assertThat(comparison.methods()).containsExactly("base", "knn");
    assertThat(comparison.asJson()).containsOnlyKeys("base", "knn");
  }

  @Test
  void otherUsersCannotBePaired() throws IOException {
    ForeignRun run = run("run", "u1\td\n");
    RunEvaluation small = RunEvaluation.of(run, split);
    RunEvaluation sample = RunEvaluation.of(run, SAMPLE);
    Evaluation moved =
        Evaluation.of(
            small.evaluation().users().stream()
                .map(user -> LabelledUser.of(user.user(), user.candidates(), "l"))
                .toList(),
            small.evaluation().rankings());

    assertThatThrownBy(() -> small.differences(sample, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A paired comparison needs the same users, was given 3 and 240");
    assertThatThrownBy(() -> Comparison.of(Map.of("one", small.evaluation(), "other", moved), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs the same users with the same relevant items");
    assertThatThrownBy(() -> Comparison.of(Map.of(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A comparison needs at least one method");
  }

  @Test
  void unknownMeasuresAreNamedWithTheKnownOnes() throws IOException {
    RunEvaluation scored = RunEvaluation.of(run("run", "u1\td\n"), split);
    assertThatThrownBy(() -> scored.perUser("map"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("There is no measure \"map\", there are [ndcg@1, mrr@1, hit@1,");
  }
}
