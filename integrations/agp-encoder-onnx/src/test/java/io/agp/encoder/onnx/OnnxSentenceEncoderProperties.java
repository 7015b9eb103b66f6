package io.agp.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class OnnxSentenceEncoderProperties {
  private static OnnxSentenceEncoder encoder;

  @BeforeContainer
  static void open() {
    encoder = OnnxSentenceEncoder.miniLm();
  }

  @AfterContainer
  static void close() {
    encoder.close();
  }

  /** Halves of surrogate pairs and zero characters among them. */
  @Property(tries = 100, seed = "1")
  void anyTextGivesLengthOneOrZeros(@ForAll String text) {
    double squares = Arrays.stream(encoder.encode(text)).map(x -> x * x).sum();

    if (squares != 0) {
      assertThat(squares).isCloseTo(1, within(1e-5));
    }
  }
}
