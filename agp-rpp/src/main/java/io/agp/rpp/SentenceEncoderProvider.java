package io.agp.rpp;

/**
 * Makes a sentence encoder that an application offers by a short name, as {@code agp train
 * --encoder} does. Applications find providers with {@link java.util.ServiceLoader}; the library
 * itself looks none up. A provider has a public constructor without parameters.
 */
public interface SentenceEncoderProvider {
  /**
   * The short name.
   *
   * @return letters and digits, such as {@code minilm}
   */
  String id();

  /**
   * Makes the encoder; may take seconds.
   *
   * @return a new encoder, which the caller closes if it can be closed
   * @throws IllegalStateException if the encoder does not run on this machine; the message says
   *     what is missing
   */
  SentenceEncoder create();
}
