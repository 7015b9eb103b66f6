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
  RPP_PLUS("rpp+"),
  /** The best of some whole prompts of given sentences, for everybody. */
  ENUMERATION("enumeration"),
  /** A prompt of given sentences, edited phrase by phrase, for everybody. */
  GRIPS("grips");

  private final String text;

  LearningMethod(String text) {
    this.text = text;
  }

  /** Whether the result is one of RPP's policies: of each user's own. */
  boolean isRpp() {
    return this == RPP || this == RPP_PLUS;
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
      throw new TypeConversionException(
          "expected one of agp, rpp, rpp+, enumeration, grips but was '" + value + "'");
    }
  }
}
