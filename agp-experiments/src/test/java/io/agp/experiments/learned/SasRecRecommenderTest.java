package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import io.agp.User;
import io.agp.experiments.Ndcg;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Split;
import io.agp.experiments.learned.SasRecRecommender.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SasRecRecommenderTest {
  private static final TrainingOptions OPTIONS = TrainingOptions.DEFAULT.withThreads(2);
  private static final Split SMALL = Chains.split(40);

  @TempDir Path dir;

  /** Small and fast: a few seconds for a few hundred steps. */
  private static SasRecRecommender.Builder small() {
    return SasRecRecommender.builder().dimensions(16).heads(2).length(8).dropout(.2).batchSize(20);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void findsWhatWasPlanted(Loss loss) {
    Split split = Chains.split(300);
    SasRecRecommender recommender =
        small().loss(loss).learningRate(.005).fit(split, OPTIONS.withEpochs(15));
    // Random order of 40 items: about 0.12.
    assertThat(Ndcg.ofFullRanking(split.users(), recommender)).isGreaterThan(.8);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void sameSeedGivesTheSameWeightsOnOneTwoAndThreeThreads(Loss loss) {
    SasRecRecommender one = briefly(loss, OPTIONS.withThreads(1));
    assertSame(briefly(loss, OPTIONS.withThreads(2)), one);
    assertSame(briefly(loss, OPTIONS.withThreads(3)), one);
  }

  @Test
  void anotherSeedGivesOtherWeights() {
    assertThat(briefly(Loss.BCE, OPTIONS.withSeed(2)).itemVector(0))
        .isNotEqualTo(briefly(Loss.BCE, OPTIONS).itemVector(0));
  }

  private static SasRecRecommender briefly(Loss loss, TrainingOptions options) {
    return small().loss(loss).fit(SMALL, options.withEpochs(3));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void trainingThatWasKilledGoesOnAsIfItHadNot(int epoch) {
    TrainingOptions options = OPTIONS.withEpochs(4).withCheckpoint(dir.resolve("checkpoint"));
    assertThatThrownBy(() -> small().fit(SMALL, options.withProgress(killer(epoch))))
        .hasMessage("killed");
    List<Integer> epochs = new ArrayList<>();
    SasRecRecommender resumed =
        small().fit(SMALL, options.withProgress(progress -> epochs.add(progress.epoch())));
    assertThat(epochs).isEqualTo(IntStream.rangeClosed(epoch + 1, 4).boxed().toList());
    assertSame(resumed, small().fit(SMALL, OPTIONS.withEpochs(4)));
  }

  private static Consumer<TrainingProgress> killer(int epoch) {
    return progress -> {
      if (progress.epoch() == epoch) {
        throw new IllegalStateException("killed");
      }
    };
  }

  private static void assertSame(SasRecRecommender found, SasRecRecommender wanted) {
    for (int item = 0; item < Chains.ITEMS; item++) {
      assertThat(found.itemVector(item)).isEqualTo(wanted.itemVector(item));
    }
    SMALL
        .users()
        .forEach(
            user -> {
              User seen = user.beforeTest();
              assertThat(found.userVector(seen)).isEqualTo(wanted.userVector(seen));
              assertThat(found.scores(seen)).isEqualTo(wanted.scores(seen));
            });
  }

  @Test
  void scoresAreProductsOfVectors() {
    SasRecRecommender recommender = briefly(Loss.BCE, OPTIONS);
    User user = SMALL.users().get(0).beforeTest();
    float[] vector = recommender.userVector(user);
    double[] scores = recommender.scores(user);
    assertThat(vector).hasSize(recommender.dimensions()).hasSize(16);
    assertThat(scores).hasSize(Chains.ITEMS);
    for (int item = 0; item < scores.length; item++) {
      float product = Rows.dot(vector, recommender.itemVector(item), vector.length);
      assertThat(scores[item]).isCloseTo(product, org.assertj.core.api.Assertions.within(1e-5));
    }
  }

  @Test
  void onlyTheLastItemsOfAHistoryCountAndUnknownOnesDoNot() {
    SasRecRecommender recommender = briefly(Loss.BCE, OPTIONS);
    User shorter = user(IntStream.rangeClosed(5, 12));
    assertThat(recommender.userVector(user(IntStream.rangeClosed(1, 12))))
        .isEqualTo(recommender.userVector(shorter));
    assertThat(recommender.userVector(user(IntStream.rangeClosed(6, 13))))
        .isNotEqualTo(recommender.userVector(shorter));
    List<Item> withUnknown = new ArrayList<>(List.of(Item.of("new", "New")));
    withUnknown.addAll(IntStream.rangeClosed(5, 12).mapToObj(Chains::item).toList());
    withUnknown.add(Item.of("newer", "Newer"));
    assertThat(recommender.userVector(User.of("somebody", withUnknown)))
        .isEqualTo(recommender.userVector(shorter));
  }

  private static User user(IntStream items) {
    return User.of("somebody", items.mapToObj(Chains::item).toList());
  }

  @Test
  void userWithoutHistoryGetsZerosAndThePopularItems() {
    SasRecRecommender recommender = briefly(Loss.BCE, OPTIONS);
    User nobody = User.of("nobody", List.of());
    assertThat(recommender.userVector(nobody)).containsOnly(0);
    assertThat(recommender.scores(nobody)).containsOnly(0);
    int mostPopular = recommender.catalogue().byPopularity()[0];
    assertThat(recommender.topK(nobody, 1))
        .containsExactly(recommender.catalogue().items().get(mostPopular));
  }

  @Test
  void whatIsSavedIsLoaded() {
    SasRecRecommender recommender = briefly(Loss.BCE, OPTIONS);
    Path file = dir.resolve("model.safetensors");
    recommender.save(file);
    SasRecRecommender loaded = SasRecRecommender.load(file, SMALL);
    assertSame(loaded, recommender);
    assertThat(loaded.name())
        .isEqualTo(recommender.name())
        .isEqualTo("SASRec (2 blocks, 16 dimensions, last 8)");
  }

  @Test
  void fileOfOtherDataIsRefused() {
    Path file = dir.resolve("model.safetensors");
    briefly(Loss.BCE, OPTIONS).save(file);
    Split other = Split.leaveOneOut(Chains.dataset(40, 2));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> SasRecRecommender.load(file, other))
        .withMessage(
            file
                + ": must hold a model that was trained on this split: it was trained on other data");
  }

  @Test
  void fileOfAnotherModelIsRefused() {
    assertDamageRefused(
        metadata -> metadata.put("model", "LightGCN"),
        "must hold a SASRec model, but holds a LightGCN one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dimensions=16", "dimensions=x blocks=2", "=", "loss=NONE"})
  void fileWithoutItsSettingsIsRefused(String settings) {
    assertDamageRefused(
        metadata -> metadata.put("settings", settings), "must hold the settings of SASRec");
  }

  @Test
  void fileWithOtherShapesIsRefused() {
    assertSettingsRefused(small().dimensions(32), "must hold the tensor item of shape [41, 32]");
    assertSettingsRefused(small().length(9), "must hold the tensor position of shape [9, 16]");
    assertSettingsRefused(
        small().blocks(1_000_000_000), "must hold the tensor 999999999.wq of shape [16, 16]");
  }

  private void assertSettingsRefused(SasRecRecommender.Builder settings, String message) {
    String text = settings.settings(1).text();
    assertDamageRefused(metadata -> metadata.put("settings", text), message);
  }

  @Test
  void fileWithWeightsThatAreNoNumbersIsRefused() {
    Path file = dir.resolve("model.safetensors");
    briefly(Loss.BCE, OPTIONS).save(file);
    TensorFile read = TensorFile.read(file);
    read.tensors().values().iterator().next().values()[17] = Float.NaN;
    TensorFile.write(file, read.metadata(), List.copyOf(read.tensors().values()));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> SasRecRecommender.load(file, SMALL))
        .withMessageContaining("must hold finite weights");
  }

  private void assertDamageRefused(Consumer<Map<String, String>> damage, String message) {
    Path file = dir.resolve("model.safetensors");
    briefly(Loss.BCE, OPTIONS).save(file);
    TensorFile read = TensorFile.read(file);
    Map<String, String> metadata = new LinkedHashMap<>(read.metadata());
    damage.accept(metadata);
    TensorFile.write(file, metadata, List.copyOf(read.tensors().values()));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> SasRecRecommender.load(file, SMALL))
        .withMessageContaining(message);
  }

  @Test
  void fileThatIsCutOffIsRefused() throws IOException {
    Path file = dir.resolve("model.safetensors");
    briefly(Loss.BCE, OPTIONS).save(file);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> SasRecRecommender.load(file, SMALL));
  }

  @Test
  void checkpointOfOtherSettingsIsRefused() {
    TrainingOptions options = OPTIONS.withEpochs(2).withCheckpoint(dir.resolve("checkpoint"));
    assertThatThrownBy(() -> small().fit(SMALL, options.withProgress(killer(1))))
        .hasMessage("killed");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> small().dropout(.4).fit(SMALL, options))
        .withMessageContaining("its settings is");
  }

  @Test
  void dataWithoutAnythingToLearnFromGivesScoresAllTheSame() {
    Dataset.Builder builder = Dataset.builder("empty").item(Chains.item(1)).item(Chains.item(2));
    Split split = Split.leaveOneOut(builder.interaction("u", "i1").build());
    SasRecRecommender recommender = small().fit(split, OPTIONS.withEpochs(2));
    assertThat(recommender.scores(user(IntStream.of(1, 2)))).hasSize(2).doesNotContain(Double.NaN);
  }

  @Test
  void dataWithoutItemsGivesNoScores() {
    Split split = Split.leaveOneOut(Dataset.builder("empty").build());
    assertThat(small().fit(split, OPTIONS.withEpochs(2)).scores(user(IntStream.of(1)))).isEmpty();
  }

  @Test
  void userWhoHasEverythingCanBeLearnedFrom() {
    Dataset.Builder builder = Dataset.builder("all");
    for (int item = 0; item < 6; item++) {
      builder.item(Chains.item(item)).interaction("u", "i" + item);
    }
    Split split = Split.leaveOneOut(builder.build());
    SasRecRecommender recommender = small().loss(Loss.BCE).fit(split, OPTIONS.withEpochs(2));
    assertThat(recommender.scores(split.users().get(0).beforeTest())).doesNotContain(Double.NaN);
  }

  @Test
  void trainingThatExplodesSaysSo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> small().learningRate(1e30).fit(SMALL, OPTIONS.withEpochs(5)))
        .withMessageContaining("must have a finite loss")
        .withMessageContaining("learningRate=1.0E30");
  }

  @Test
  void itemNumbersOutsideTheCatalogueAreRefused() {
    SasRecRecommender recommender = briefly(Loss.BCE, OPTIONS);
    assertThatThrownBy(() -> recommender.itemVector(-1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> recommender.itemVector(Chains.ITEMS))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void settingsOutOfTheirRangeAreRefused() {
    assertRefused(b -> b.dimensions(0), "dimensions must be at least 1, was 0");
    assertRefused(b -> b.blocks(0), "blocks must be at least 1, was 0");
    assertRefused(b -> b.heads(0), "heads must be at least 1, was 0");
    assertRefused(b -> b.heads(3), "heads must divide dimensions, 16: 3");
    assertRefused(b -> b.length(0), "length must be at least 1, was 0");
    assertRefused(b -> b.batchSize(-1), "batch must be at least 1, was -1");
    assertRefused(b -> b.windows(0), "windows must be at least 1, was 0");
    assertRefused(b -> b.dropout(1), "dropout must be at least 0 and below 1, was 1.0");
    assertRefused(b -> b.dropout(Double.NaN), "dropout must be at least 0 and below 1, was NaN");
    assertRefused(b -> b.learningRate(0), "learningRate must be above 0 and finite, was 0.0");
  }

  private static void assertRefused(
      UnaryOperator<SasRecRecommender.Builder> setting, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setting.apply(small()).fit(SMALL, OPTIONS.withEpochs(1)))
        .withMessage(message);
  }

  @Test
  void manyItemsChangeTheLossUnlessItIsNamed() {
    assertThat(SasRecRecommender.builder().settings(20_000).loss()).isEqualTo(Loss.SOFTMAX);
    assertThat(SasRecRecommender.builder().settings(20_001).loss()).isEqualTo(Loss.BCE);
    assertThat(SasRecRecommender.builder().loss(Loss.SOFTMAX).settings(20_001).loss())
        .isEqualTo(Loss.SOFTMAX);
  }
}
