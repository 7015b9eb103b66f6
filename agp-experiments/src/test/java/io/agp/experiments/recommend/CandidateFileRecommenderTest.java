package io.agp.experiments.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.experiments.Recommenders;
import io.agp.experiments.data.Problem;
import io.agp.experiments.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandidateFileRecommenderTest {
  @TempDir Path dir;
  private final Split split = Split.leaveOneOut(Shop.dataset('g', "abcd", "bcde", "cdef"));
  private CandidateFileRecommender recommender;

  @BeforeEach
  void read() throws IOException {
    Path file = dir.resolve("lists.tsv");
    Files.writeString(file, "u1\tg b d g e z e\nu2\ta f\nghost\ta b\n");
    recommender = (CandidateFileRecommender) Recommenders.fit("file:" + file, split);
  }

  @Test
  void theOrderOfTheFileStaysWithoutHistoryRepeatsAndUnknownIds() {
    assertThat(Shop.ids(recommender.topK(Shop.user("u1", "abc"), 9))).isEqualTo("gde");
    assertThat(Shop.ids(recommender.topK(Shop.user("u1", "abc"), 2))).isEqualTo("gd");
    assertThat(Shop.ids(recommender.topK(Shop.user("u2", "bcd"), 9))).isEqualTo("af");
  }

  @Test
  void usersWithoutAListGetNothing() {
    assertThat(recommender.topK(Shop.user("u3", "cde"), 9)).isEmpty();
    assertThat(recommender.topK(Shop.user("ghost", "c"), 9)).isEmpty();
    assertThat(recommender.score(Shop.user("u3", "cde"), Shop.item("a")))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void whatWasLeftOutIsCounted() {
    assertThat(recommender.problems())
        .containsExactlyInAnyOrder(
            new Problem("candidate from the user's history: left out", 1, "user u1, item b"),
            new Problem("candidate listed before: left out", 2, "user u1, item g"),
            new Problem("id that no item has: left out", 1, "user u1, item z"),
            new Problem("user without a list: has no candidates", 1, "u3"),
            new Problem("user that the data set does not have", 1, "ghost"));
  }

  @Test
  void theTargetOfTheTestIsNoHistory() {
    assertThat(recommender.score(Shop.user("u1", "abc"), Shop.item("d"))).isEqualTo(-2);
  }

  @Test
  void unknownRecommendersAreNamedWithTheKnownOnes() {
    assertThatThrownBy(() -> Recommenders.fit("magic", split))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Unknown recommender \"magic\": known are pop, itemknn, bm25, bpr-mf, lightgcn, sasrec, file:PATH, model:PATH");
    assertThat(Recommenders.fit("pop", split).name()).isEqualTo("Pop");
    assertThat(Recommenders.fit("itemknn", split).name()).isEqualTo("ItemKNN (last 20, decay 0.8)");
  }
}
