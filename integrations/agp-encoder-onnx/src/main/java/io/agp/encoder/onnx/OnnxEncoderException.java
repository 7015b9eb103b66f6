package io.agp.encoder.onnx;

/**
 * An encoder does not work here: a native library does not load on this platform, the artifact with
 * the model is not on the class path, or the model failed on a text. A file that is at fault gives
 * an {@link IllegalArgumentException} instead.
 */
public final class OnnxEncoderException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  OnnxEncoderException(String message) {
    super(message);
  }

  OnnxEncoderException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What is missing on a platform that a native library was not built for. */
  static OnnxEncoderException unavailable(String library, Throwable cause) {
    return new OnnxEncoderException(
        String.format(
            "%s does not load on %s %s, it has native libraries for Linux (glibc) and Windows on"
                + " x86-64, Linux and macOS on ARM 64: %s",
            library, System.getProperty("os.name"), System.getProperty("os.arch"), cause),
        cause);
  }
}
