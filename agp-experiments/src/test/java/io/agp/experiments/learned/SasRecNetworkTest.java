package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SasRecNetworkTest {
  private static final int LENGTH = 5;
  private final SasRecSettings settings =
      SasRecRecommender.builder().dimensions(8).heads(2).length(LENGTH).settings(1);
  private final SasRecWeights weights = SasRecWeights.random(9, settings, 3);

  @Test
  void futureChangesNothing() {
    float[][] before = run(1, 2, 3, 4, 5);
    float[][] after = run(1, 2, 3, 9, 0);
    assertThat(Arrays.copyOf(after, 3)).isDeepEqualTo(Arrays.copyOf(before, 3));
    assertThat(after[3]).isNotEqualTo(before[3]);
    assertThat(after[4]).isNotEqualTo(before[4]);
  }

  @Test
  void pastMatters() {
    assertThat(run(9, 2, 3, 4, 5)[4]).isNotEqualTo(run(1, 2, 3, 4, 5)[4]);
  }

  @Test
  void orderMatters() {
    assertThat(run(2, 1, 3, 4, 5)[4]).isNotEqualTo(run(1, 2, 3, 4, 5)[4]);
  }

  @Test
  void otherSequencesOfTheBatchDoNotMatter() {
    SasRecNetwork two = new SasRecNetwork(weights, settings, 2, false);
    for (int row = 0; row < LENGTH; row++) {
      two.items()[row] = 7;
      two.items()[LENGTH + row] = row + 1;
    }
    two.forward(2, 0);
    assertThat(Arrays.copyOfRange(two.hidden().value(), LENGTH, 2 * LENGTH))
        .isDeepEqualTo(run(1, 2, 3, 4, 5));
  }

  @Test
  void encoderTakesTheHiddenRowOfTheLastItemPaddedAtTheFront() {
    SasRecEncoder encoder = new SasRecEncoder(weights, settings);
    assertThat(encoder.hidden(new int[] {6, 7})).isEqualTo(run(0, 0, 0, 7, 8)[4]);
  }

  private float[][] run(int... items) {
    SasRecNetwork network = new SasRecNetwork(weights, settings, 1, false);
    System.arraycopy(items, 0, network.items(), 0, LENGTH);
    network.forward(1, 0);
    return network.hidden().value();
  }
}
