package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agp.experiments.learned.SasRecRecommender.Loss;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The whole step's gradients against differences of its loss, and what a loss must not depend on.
 */
class SasRecLossTest {
  private static final int ITEMS = 9;
  private static final int LENGTH = 4;
  private static final float SMALL = 2e-3f;

  @ParameterizedTest
  @EnumSource(Loss.class)
  void gradientsAreDifferencesOfTheLoss(Loss loss) {
    SasRecSettings settings = settings(loss, .3);
    SasRecWeights weights = weights(settings);
    SasRecStep step = new SasRecStep(weights.copy(), settings);
    run(step, 3);
    for (int t = 0; t < weights.all().size(); t++) {
      Tensor tensor = weights.all().get(t);
      for (int i = tensor.name().equals("item") ? 4 : 0; i < tensor.values().length; i++) {
        assertThat((double) step.gradients().get(t)[i])
            .as("%s, number %d", tensor.name(), i)
            .isCloseTo(difference(weights, settings, tensor.values(), i), within(2e-3));
      }
    }
  }

  private static double difference(
      SasRecWeights weights, SasRecSettings settings, float[] values, int i) {
    float before = values[i];
    values[i] = before + SMALL;
    double up = run(new SasRecStep(weights.copy(), settings), 3);
    values[i] = before - SMALL;
    double down = run(new SasRecStep(weights.copy(), settings), 3);
    values[i] = before;
    return (up - down) / (2 * SMALL);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void paddingGetsNoGradient(Loss loss) {
    SasRecStep step = new SasRecStep(weights(settings(loss, 0)), settings(loss, 0));
    run(step, 3);
    assertThat(Arrays.copyOf(step.gradients().get(0), 4)).containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void sequenceOfPaddingChangesNothing(Loss loss) {
    SasRecStep two = new SasRecStep(weights(settings(loss, 0)), settings(loss, 0));
    SasRecStep three = new SasRecStep(weights(settings(loss, 0)), settings(loss, 0));
    double lossOfTwo = run(two, 2);
    double lossOfThree = step(three, 3, 2);
    assertThat(lossOfThree).isEqualTo(lossOfTwo);
    for (int t = 0; t < two.gradients().size(); t++) {
      assertThat(three.gradients().get(t)).containsExactly(two.gradients().get(t), within(1e-7f));
    }
  }

  @Test
  void softmaxOverManyTilesAndBlocksIsTheLogarithmOfTheirNumberForEqualScores() {
    int items = 700;
    SasRecSettings settings =
        SasRecRecommender.builder()
            .dimensions(2)
            .length(50)
            .batchSize(20)
            .loss(Loss.SOFTMAX)
            .settings(1);
    SasRecStep step = new SasRecStep(SasRecWeights.zeros(items, settings), settings);
    try (Workers workers = new Workers(2)) {
      double loss =
          step.run(
              20,
              (index, slice, sequence, random) -> {
                int from = sequence * 50;
                Arrays.fill(slice.network().items(), from, from + 50, 1);
                Arrays.fill(slice.positives(), from, from + 50, items);
              },
              1,
              workers);
      assertThat(loss).isCloseTo(Math.log(items), within(1e-4));
    }
  }

  private static SasRecSettings settings(Loss loss, double dropout) {
    return SasRecRecommender.builder()
        .dimensions(4)
        .blocks(1)
        .heads(2)
        .length(LENGTH)
        .dropout(dropout)
        .batchSize(3)
        .loss(loss)
        .settings(1);
  }

  /** Large enough that the layer normalisation is smooth between two bumps. */
  private static SasRecWeights weights(SasRecSettings settings) {
    SasRecWeights weights = SasRecWeights.random(ITEMS, settings, 5);
    weights.others().forEach(tensor -> bump(tensor.values()));
    return weights;
  }

  private static void bump(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) Math.sin(1 + i) / 4;
    }
  }

  private static double run(SasRecStep step, int sequences) {
    return step(step, sequences, sequences);
  }

  private static double step(SasRecStep step, int sequences, int filled) {
    try (Workers workers = new Workers(1)) {
      return step.run(sequences, (index, s, q, random) -> fill(index, s, q, filled), 3, workers);
    }
  }

  /** The first sequence begins with padding. */
  private static void fill(int index, SasRecSlice slice, int sequence, int filled) {
    SplittableRandom random = new SplittableRandom(index);
    for (int place = index == 0 ? 1 : 0; place < LENGTH && index < filled; place++) {
      int row = sequence * LENGTH + place;
      slice.network().items()[row] = 1 + random.nextInt(ITEMS);
      slice.positives()[row] = 1 + random.nextInt(ITEMS);
      slice.negatives()[row] = 1 + random.nextInt(ITEMS);
    }
  }
}
