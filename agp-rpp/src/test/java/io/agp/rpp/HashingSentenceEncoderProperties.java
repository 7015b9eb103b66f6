package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class HashingSentenceEncoderProperties {
  private static final HashingSentenceEncoder ENCODER = new HashingSentenceEncoder(256);

  @Property(tries = 500)
  void everyTextHasAFiniteVectorOfLengthOneOrZero(@ForAll String text) {
    double[] vector = ENCODER.encode(text);

    assertThat(vector).hasSize(256);
    assertThat(Arrays.stream(vector).allMatch(Double::isFinite)).isTrue();
    double length = Vectors.length(vector);
    assertThat(length == 0 || Math.abs(length - 1) < 1e-12).isTrue();
    assertThat(ENCODER.encode(text)).isEqualTo(vector);
  }
}
