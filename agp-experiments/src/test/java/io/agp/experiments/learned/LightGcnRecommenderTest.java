package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.experiments.data.Split;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LightGcnRecommenderTest extends FactorRecommenderTest {
  private static LightGcnRecommender.Builder small() {
    return LightGcnRecommender.builder()
        .dimensions(14)
        .layers(2)
        .learningRate(.02)
        .regularisation(1e-3)
        .batchSize(100);
  }

  @Override
  LearnedRecommender fit(Split trained, TrainingOptions options) {
    return small().fit(trained, options);
  }

  @Override
  LearnedRecommender load(Path file, Split trained) {
    return LightGcnRecommender.load(file, trained);
  }

  @Override
  LearnedRecommender fitOther(Split trained, TrainingOptions options) {
    return BprMfRecommender.builder().dimensions(4).fit(trained, options);
  }

  @Override
  boolean hasBiases() {
    return false;
  }

  @Test
  void theNameTellsTheSettings() {
    assertThat(fit(split, OPTIONS.withEpochs(1)).name())
        .isEqualTo("LightGCN (2 layers, 14 dimensions)");
    assertThat(LightGcnRecommender.fit(split, OPTIONS.withEpochs(1)).name())
        .isEqualTo("LightGCN (3 layers, 64 dimensions)");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> small().dimensions(0).fit(split, OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimensions must be at least 1, was 0");
    assertThatThrownBy(() -> small().layers(0).fit(split, OPTIONS))
        .hasMessage("layers must be at least 1, was 0");
    assertThatThrownBy(() -> small().batchSize(-1).fit(split, OPTIONS))
        .hasMessage("batchSize must be at least 1, was -1");
    assertThatThrownBy(() -> small().learningRate(0).fit(split, OPTIONS))
        .hasMessage("learningRate must be above 0 and finite, was 0.0");
    assertThatThrownBy(() -> small().regularisation(Double.NaN).fit(split, OPTIONS))
        .hasMessage("regularisation must be 0 or more and finite, was NaN");
  }
}
