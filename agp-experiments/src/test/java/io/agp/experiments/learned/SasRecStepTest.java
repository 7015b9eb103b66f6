package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SasRecStepTest {
  private final SasRecFixture fixture = SasRecFixture.orSkip();
  private final SasRecWeights weights = fixture.weights();
  private final SasRecStep step = new SasRecStep(weights, fixture.settings());
  private final double loss = run();

  private double run() {
    try (Workers workers = new Workers(2)) {
      return step.run(3, (index, slice, sequence, random) -> fill(slice, sequence), 1, workers);
    }
  }

  private void fill(SasRecSlice slice, int sequence) {
    int at = sequence * 5;
    System.arraycopy(fixture.integers("sequences"), at, slice.network().items(), at, 5);
    System.arraycopy(fixture.integers("positives"), at, slice.positives(), at, 5);
    System.arraycopy(fixture.integers("negatives"), at, slice.negatives(), at, 5);
  }

  @Test
  void outputsAreThoseOfTheReference() {
    assertEqual(
        flat(step.slices().get(0).network().hidden().value()),
        fixture.numbers("outputs"),
        "outputs");
  }

  @Test
  void lossIsThatOfTheReference() {
    assertThat(loss).isCloseTo(fixture.number("loss"), within(1e-6));
  }

  @Test
  void everyGradientIsThatOfTheReference() {
    List<Tensor> tensors = weights.all();
    for (int i = 0; i < tensors.size(); i++) {
      String name = tensors.get(i).name();
      assertEqual(step.gradients().get(i), fixture.numbers("gradients", name), name);
    }
  }

  @Test
  void oneStepOfAdamIsThatOfTheReference() {
    for (Tensor tensor : weights.all()) {
      assertEqual(
          tensor.values(), fixture.numbers("afterOneAdamStep", tensor.name()), tensor.name());
    }
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, flat, row * rows[row].length, rows[row].length);
    }
    return flat;
  }

  private static void assertEqual(float[] found, double[] wanted, String name) {
    assertThat(found).as(name).hasSize(wanted.length);
    for (int i = 0; i < wanted.length; i++) {
      assertThat((double) found[i]).as(name + " " + i).isCloseTo(wanted[i], within(1e-5));
    }
  }
}
