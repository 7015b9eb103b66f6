package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agp.Item;
import io.agp.User;
import io.agp.experiments.Ndcg;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Split;
import io.agp.experiments.recommend.PopRecommender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What all recommenders with one vector a user and one an item have in common. */
abstract class FactorRecommenderTest {
  static final TrainingOptions OPTIONS =
      TrainingOptions.DEFAULT.withThreads(1).withEpochs(8).withPatience(8);

  final Split split = Planted.small();
  @TempDir Path dir;

  /** Trains a small model with settings for small data. */
  abstract LearnedRecommender fit(Split trained, TrainingOptions options);

  abstract LearnedRecommender load(Path file, Split trained);

  /** The other kind of model. */
  abstract LearnedRecommender fitOther(Split trained, TrainingOptions options);

  /**
   * Whether items have biases, so that a user of whom nothing is known gets other scores than 0.
   */
  abstract boolean hasBiases();

  @Test
  void findsThePlan() {
    double learned =
        Ndcg.ofFullRanking(split.users(), fit(split, OPTIONS.withEpochs(60).withPatience(10)));
    double popular = Ndcg.ofFullRanking(split.users(), PopRecommender.fit(split.training()));

    assertThat(popular).isLessThan(.15);
    assertThat(learned).as("5 of 96 items are left in a user's group").isGreaterThan(.5);
  }

  @Test
  void theLossFalls() {
    double[] losses = new double[8];
    fit(split, OPTIONS.withProgress(at -> losses[at.epoch() - 1] = at.loss()));

    assertThat(losses[0]).isBetween(.4, .75);
    assertThat(losses[7]).isBetween(0., losses[0] - .02);
  }

  @Test
  void theSameSeedGivesTheSameWeightsOnAnyNumberOfThreads() {
    LearnedRecommender expected = fit(split, OPTIONS);

    requireSame(fit(split, OPTIONS.withThreads(2)), expected);
    requireSame(fit(split, OPTIONS.withThreads(3)), expected);
    assertThat(fit(split, OPTIONS.withSeed(2)).itemVector(0)).isNotEqualTo(expected.itemVector(0));
  }

  @Test
  void aTrainingThatWasKilledAfterAnyEpochGivesTheSameWeights() {
    Path checkpoint = dir.resolve("checkpoint");
    LearnedRecommender expected = fit(split, OPTIONS.withEpochs(4));
    for (int killed = 1; killed <= 4; killed++) {
      TrainingOptions options = OPTIONS.withEpochs(4).withCheckpoint(checkpoint);
      kill(options, killed);
      int[] epochs = new int[1];

      requireSame(fit(split, options.withProgress(at -> epochs[0]++)), expected);
      assertThat(epochs[0]).isEqualTo(4 - killed);
      assertThat(checkpoint).doesNotExist();
    }
  }

  private void kill(TrainingOptions options, int epoch) {
    assertThatThrownBy(
            () ->
                fit(
                    split,
                    options.withProgress(
                        at -> {
                          if (at.epoch() == epoch) {
                            throw new ArithmeticException("killed");
                          }
                        })))
        .hasMessage("killed");
  }

  @Test
  void aDamagedCheckpointAndOneOfAnotherModelAreLocatedErrors() throws IOException {
    Path checkpoint = dir.resolve("checkpoint");
    TrainingOptions options = OPTIONS.withCheckpoint(checkpoint);
    kill(options, 2);
    assertThatThrownBy(() -> fitOther(split, options))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(checkpoint + ": must be a checkpoint of this training: its model");
    byte[] bytes = Files.readAllBytes(checkpoint);
    bytes[bytes.length / 2] ^= 1;
    Files.write(checkpoint, bytes);
    assertThatThrownBy(() -> fit(split, options))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(checkpoint + ": must be an undamaged tensor file");
  }

  @Test
  void whatWasSavedIsLoadedBitByBit() {
    Path file = dir.resolve("model.safetensors");
    LearnedRecommender trained = fit(split, OPTIONS);
    trained.save(file);
    LearnedRecommender loaded = load(file, Planted.small());

    requireSame(loaded, trained);
    assertThat(loaded.name()).isEqualTo(trained.name());
    assertThat(loaded.dimensions()).isEqualTo(trained.dimensions());
  }

  @Test
  void filesOfOtherModelsOrOtherDataAreRefused() throws IOException {
    Path file = dir.resolve("model");
    LearnedRecommender other = fitOther(split, OPTIONS);
    other.save(file);
    String own = fit(split, OPTIONS.withEpochs(1)).name().replaceAll(" .*", "");
    assertThatThrownBy(() -> load(file, split))
        .isInstanceOf(DataException.class)
        .hasMessage(
            String.format(
                "%s: must hold a %s model, but holds a %s one",
                file, own, other.name().replaceAll(" .*", "")));

    fit(split, OPTIONS.withEpochs(1)).save(file);
    assertThatThrownBy(() -> load(file, Planted.split(120, 96, 8, 8, 6)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            file
                + ": must hold a model that was trained on this split: it was trained on"
                + " other data");
    Files.writeString(file, "no model");
    assertThatThrownBy(() -> load(file, split)).isInstanceOf(DataException.class);
  }

  @Test
  void scoresAreProductsOfTheVectors() {
    LearnedRecommender trained = fit(split, OPTIONS);
    User user = split.users().get(3).beforeTest();
    User nobody = User.of("nobody", List.of());
    double[] biases = trained.scores(nobody);
    double[] scores = trained.scores(user);
    float[] vector = trained.userVector(user);

    assertThat(vector).hasSize(trained.dimensions());
    for (int item = 0; item < scores.length; item++) {
      float[] other = trained.itemVector(item);
      double product = biases[item];
      for (int d = 0; d < vector.length; d++) {
        product += vector[d] * other[d];
      }
      assertThat(scores[item]).isCloseTo(product, within(1e-5));
    }
    assertThat(trained.score(user, Item.of("i5", ""))).isEqualTo(scores[5]);
  }

  @Test
  void aUserOfTheTrainingKeepsTheTrainedVectorWhateverTheHistory() {
    LearnedRecommender trained = fit(split, OPTIONS);
    User training = split.training().users().get(0);

    assertThat(trained.userVector(User.of(training.id(), List.of())))
        .isEqualTo(trained.userVector(training));
    assertThat(trained.scores(split.users().get(0).beforeTest()))
        .isEqualTo(trained.scores(training));
  }

  @Test
  void anUnknownUserIsTheMeanOfTheItemsOfTheHistory() {
    LearnedRecommender trained = fit(split, OPTIONS);
    User user = User.of("new", List.of(item(3), Item.of("unknown", "?"), item(11)));
    float[] vector = trained.userVector(user);

    for (int d = 0; d < vector.length; d++) {
      float mean = (trained.itemVector(3)[d] + trained.itemVector(11)[d]) / 2;
      assertThat(vector[d]).isCloseTo(mean, within(1e-6f));
    }
  }

  @Test
  void anUnknownUsersRecommendationsAreOfTheGroupOfTheHistory() {
    LearnedRecommender trained = fit(split, OPTIONS.withEpochs(60));
    User user = User.of("new", List.of(item(3), item(11), item(19), item(27)));

    assertThat(trained.topK(user, 3))
        .extracting(item -> Integer.parseInt(item.id().substring(1)) % 8)
        .containsOnly(3);
  }

  private static Item item(int number) {
    return Item.of("i" + number, "Item " + number);
  }

  @Test
  void withoutAnyHistoryPopularityDecides() {
    LearnedRecommender trained = fit(split, OPTIONS);
    User nobody = User.of("nobody", List.of(Item.of("unknown", "?")));
    double[] scores = trained.scores(nobody);

    assertThat(trained.userVector(nobody)).containsOnly(0);
    assertThat(scores).hasSize(96);
    assertThat(Arrays.stream(scores).distinct().count() > 1).isEqualTo(hasBiases());
    if (!hasBiases()) {
      assertThat(trained.topK(nobody, 5))
          .isEqualTo(PopRecommender.fit(split.training()).topK(nobody, 5));
    }
  }

  @Test
  void vectorsAreCopies() {
    LearnedRecommender trained = fit(split, OPTIONS);
    User user = split.training().users().get(0);
    double[] before = trained.scores(user);
    Arrays.fill(trained.userVector(user), 7);
    Arrays.fill(trained.itemVector(0), 7);

    assertThat(trained.scores(user)).isEqualTo(before);
    assertThatThrownBy(() -> trained.itemVector(96)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> trained.itemVector(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void itemsThatNobodyHasGetAScoreToo() {
    Dataset.Builder builder = Dataset.builder("cold").item(item(0)).item(item(1)).item(item(2));
    builder.interaction("u", "i0").interaction("u", "i1").interaction("v", "i1");
    Split cold = Split.leaveOneOut(builder.build());
    LearnedRecommender trained = fit(cold, OPTIONS);

    double[] scores = trained.scores(cold.training().users().get(0));
    assertThat(scores).hasSize(3);
    assertThat(Arrays.stream(scores).allMatch(Double::isFinite)).isTrue();
  }

  static void requireSame(LearnedRecommender found, LearnedRecommender expected) {
    Split split = Planted.small();
    for (int item = 0; item < 96; item++) {
      assertThat(found.itemVector(item)).isEqualTo(expected.itemVector(item));
    }
    for (User user : split.training().users()) {
      assertThat(found.userVector(user)).isEqualTo(expected.userVector(user));
      assertThat(found.scores(user)).isEqualTo(expected.scores(user));
    }
  }
}
