package io.agp.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code agp train} learns. */
enum LearningMethod {
  /** One profile-generation prompt for everybody. */
  AGP("agp"),
  /** A prompt of its own for each user, of given sentences. */
  RPP("rpp"),
  /** The same, with the sentences rewritten by the model. */
  RPP_PLUS("rpp+");

  private final String text;

  LearningMethod(String text) {
    this.text = text;
  }

  boolean isRpp() {
    return this != AGP;
  }

  @Override
  public String toString() {
    return text;
  }

  /** Reads it from the command line. */
  static final class Converter implements ITypeConverter<LearningMethod> {
    @Override
    public LearningMethod convert(String value) {
      for (LearningMethod method : values()) {
        if (method.text.equalsIgnoreCase(value)) {
          return method;
        }
      }
      throw new TypeConversionException("expected agp, rpp or rpp+ but was '" + value + "'");
    }
  }
}
