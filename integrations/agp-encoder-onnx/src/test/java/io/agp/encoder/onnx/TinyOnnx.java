package io.agp.encoder.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of an ONNX model of one operator, written as protocol buffers. */
final class TinyOnnx {
  private static final int FLOAT = 1;

  private TinyOnnx() {}

  /** Gives its one input of floats back, with so many dimensions of any size. */
  static byte[] identity(String input, int rank) {
    byte[] node = join(text(1, input), text(2, "y"), text(4, "Identity"));
    byte[] graph =
        join(
            field(1, node),
            text(2, "g"),
            field(11, value(input, rank)),
            field(12, value("y", rank)));
    return join(number(1, 8), field(7, graph), field(8, number(2, 13)));
  }

  private static byte[] value(String name, int rank) {
    byte[] shape = new byte[0];
    for (int i = 0; i < rank; i++) {
      shape = join(shape, field(1, text(2, "d" + i)));
    }
    byte[] tensor = join(number(1, FLOAT), field(2, shape));
    return join(text(1, name), field(2, field(1, tensor)));
  }

  private static byte[] text(int field, String text) {
    return field(field, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A field of a length below 128. */
  private static byte[] field(int field, byte[] content) {
    return join(new byte[] {(byte) (field << 3 | 2), (byte) content.length}, content);
  }

  private static byte[] number(int field, int value) {
    return new byte[] {(byte) (field << 3), (byte) value};
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
