package io.agp.encoder.onnx;

import io.agp.rpp.SentenceEncoder;
import io.agp.rpp.SentenceEncoderProvider;

/** Offers {@link OnnxSentenceEncoder#miniLm} as {@code minilm}. Thread-safe. */
public final class MiniLmProvider implements SentenceEncoderProvider {
  /** A provider, for {@link java.util.ServiceLoader}. */
  public MiniLmProvider() {}

  @Override
  public String id() {
    return "minilm";
  }

  @Override
  public SentenceEncoder create() {
    return OnnxSentenceEncoder.miniLm();
  }
}
