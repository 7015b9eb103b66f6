package io.agp.encoder.onnx;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Cuts texts into tokens, and these into windows that a model can read. Thread-safe. */
final class WindowTokenizer implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;

  private WindowTokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  static WindowTokenizer load(ModelFiles.Part file, int window) {
    keepOffTheNetwork();
    Map<String, String> options =
        Map.of(
            "padding", "false",
            "truncation", "true",
            "maxLength", String.valueOf(window),
            "stride", "0");
    try {
      return new WindowTokenizer(
          HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(file.content()), options));
    } catch (LinkageError | EngineException e) {
      throw OnnxEncoderException.unavailable("The tokenizer", e);
    } catch (RuntimeException | IOException e) {
      throw new IllegalArgumentException(
          file.place() + " must be a tokenizer.json: " + e.getMessage(), e);
    }
  }

  /**
   * The library reports its use, and fetches another native library where it finds CUDA, unless it
   * is told not to. What the application has set stays.
   */
  private static void keepOffTheNetwork() {
    setIfAbsent("OPT_OUT_TRACKING", "true");
    setIfAbsent("RUST_FLAVOR", "cpu");
  }

  private static void setIfAbsent(String name, String value) {
    if (System.getenv(name) == null && System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  /** The windows of a text in their order; none if it has no tokens. */
  List<Encoding> windows(String text) {
    Encoding first = tokenizer.encode(text, true, true);
    List<Encoding> windows = new ArrayList<>();
    if (Arrays.stream(first.getSpecialTokenMask()).anyMatch(special -> special == 0)) {
      windows.add(first);
      windows.addAll(List.of(first.getOverflowing()));
    }
    return windows;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
