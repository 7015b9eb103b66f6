package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.experiments.data.Split;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BprMfRecommenderTest extends FactorRecommenderTest {
  private static BprMfRecommender.Builder small() {
    return BprMfRecommender.builder().dimensions(14).learningRate(.1).regularisation(.01);
  }

  @Override
  LearnedRecommender fit(Split trained, TrainingOptions options) {
    return small().fit(trained, options);
  }

  @Override
  LearnedRecommender load(Path file, Split trained) {
    return BprMfRecommender.load(file, trained);
  }

  @Override
  LearnedRecommender fitOther(Split trained, TrainingOptions options) {
    return LightGcnRecommender.builder().dimensions(4).fit(trained, options);
  }

  @Override
  boolean hasBiases() {
    return true;
  }

  @Test
  void aLearningRateThatIsTooHighIsAnErrorThatSaysSo() {
    assertThatThrownBy(
            () -> small().learningRate(1e6).regularisation(10).fit(split, OPTIONS.withEpochs(50)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must have a finite loss and finite weights")
        .hasMessageContaining("lower the learning rate");
  }

  @Test
  void theNameTellsTheSettings() {
    assertThat(BprMfRecommender.fit(split, OPTIONS.withEpochs(1)).name())
        .isEqualTo("BPR-MF (64 dimensions)");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> small().dimensions(0).fit(split, OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimensions must be at least 1, was 0");
    assertThatThrownBy(() -> small().learningRate(Double.POSITIVE_INFINITY).fit(split, OPTIONS))
        .hasMessage("learningRate must be above 0 and finite, was Infinity");
    assertThatThrownBy(() -> small().regularisation(-1).fit(split, OPTIONS))
        .hasMessage("regularisation must be 0 or more and finite, was -1.0");
  }
}
