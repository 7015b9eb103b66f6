package io.agp.encoder.onnx;

import com.google.common.hash.Hashing;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an encoder is made of.
 *
 * @param model the network
 * @param tokenizer what makes its input of text
 */
record ModelFiles(Part model, Part tokenizer) {
  private static final String MINI_LM = "all-minilm-l6-v2-q";

  /** The content of a file, and how messages call it. */
  static final class Part {
    private final String place;
    private final byte[] content;

    private Part(String place, byte[] content) {
      this.place = place;
      this.content = content;
    }

    String place() {
      return place;
    }

    /** Not copied: nobody changes it. */
    byte[] content() {
      return content;
    }
  }

  static ModelFiles read(Path model, Path tokenizer) {
    return new ModelFiles(read(model), read(tokenizer));
  }

  private static Part read(Path file) {
    try {
      return new Part(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  static ModelFiles miniLm() {
    return new ModelFiles(resource(MINI_LM + ".onnx"), resource(MINI_LM + "-tokenizer.json"));
  }

  private static Part resource(String name) {
    URL resource = ModelFiles.class.getClassLoader().getResource(name);
    if (resource == null) {
      throw new OnnxEncoderException(
          name
              + " is not on the class path; dev.langchain4j:langchain4j-embeddings-"
              + MINI_LM
              + " has it");
    }
    try {
      return new Part(name, Resources.toByteArray(resource));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
  }

  /** Other contents have another one. */
  String hash() {
    return Hashing.sha256()
        .newHasher()
        .putLong(model.content().length)
        .putBytes(model.content())
        .putBytes(tokenizer.content())
        .hash()
        .toString()
        .substring(0, 12);
  }
}
