package io.agp.cli;

import io.agp.rpp.HashingSentenceEncoder;
import io.agp.rpp.SentenceEncoder;
import io.agp.rpp.SentenceEncoderProvider;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A sentence encoder by its short name: the library's own, or one found on the class path. */
final class EncoderChoice {
  static final String HASHING = "hashing";

  private final String id;
  private final Supplier<SentenceEncoder> maker;

  private EncoderChoice(String id, Supplier<SentenceEncoder> maker) {
    this.id = id;
    this.maker = maker;
  }

  static EncoderChoice of(String id) {
    if (id.equals(HASHING)) {
      return new EncoderChoice(id, HashingSentenceEncoder::new);
    }
    for (SentenceEncoderProvider provider : ServiceLoader.load(SentenceEncoderProvider.class)) {
      if (provider.id().equals(id)) {
        return new EncoderChoice(id, provider::create);
      }
    }
    throw new IllegalArgumentException(
        "No sentence encoder \""
            + id
            + "\" is on the class path: hashing always is, minilm comes with agp-encoder-onnx"
            + " (AGP_CLASSPATH)");
  }

  String id() {
    return id;
  }

  /** Makes the encoder, which is used until the process ends. */
  SentenceEncoder open() {
    try {
      return maker.get();
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException("--encoder " + id + ": " + e.getMessage(), e);
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          "--encoder " + id + " needs its libraries on the class path: " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return id;
  }

  /** Reads it from the command line. */
  static final class Converter implements ITypeConverter<EncoderChoice> {
    @Override
    public EncoderChoice convert(String value) {
      try {
        return of(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
