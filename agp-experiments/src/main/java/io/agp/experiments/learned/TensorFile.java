package io.agp.experiments.learned;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonEncodingException;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import io.agp.experiments.data.DataException;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Tensors in a file of the safetensors format: eight bytes with the header's length, a JSON header
 * with name, type, shape and place of each tensor, then the numbers. Other programs can read it. A
 * checksum of the texts, names, shapes and numbers is among the texts, so that no damage goes
 * unseen; files without one are refused.
 *
 * @param metadata texts by name
 * @param tensors by name
 */
record TensorFile(Map<String, String> metadata, Map<String, Tensor> tensors) {
  private static final String METADATA = "__metadata__";
  private static final String CHECKSUM = "crc32";
  private static final int LONGEST_HEADER = 100_000_000;
  private static final int MOST_VALUES = Integer.MAX_VALUE / Float.BYTES;
  private static final JsonAdapter<Map<String, Object>> JSON =
      new Moshi.Builder()
          .build()
          .adapter(Types.newParameterizedType(Map.class, String.class, Object.class));

  /** Writes a file; a reader sees the old one or the whole new one, whatever happens. */
  static void write(Path file, Map<String, String> metadata, List<Tensor> tensors) {
    Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh), 1 << 16)) {
        write(new DataOutputStream(out), metadata, tensors);
      }
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private static void write(
      DataOutputStream out, Map<String, String> metadata, List<Tensor> tensors) throws IOException {
    byte[] header = header(metadata, tensors);
    out.writeLong(Long.reverseBytes(header.length));
    out.write(header);
    for (Tensor tensor : tensors) {
      out.write(bytes(tensor));
    }
  }

  private static byte[] header(Map<String, String> metadata, List<Tensor> tensors) {
    CRC32 sum = new CRC32();
    add(sum, metadata);
    Map<String, Object> header = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>(metadata);
    header.put(METADATA, texts);
    long place = 0;
    for (Tensor tensor : tensors) {
      long end = place + (long) Float.BYTES * tensor.values().length;
      header.put(tensor.name(), described(tensor, place, end));
      add(sum, tensor);
      place = end;
    }
    texts.put(CHECKSUM, Long.toHexString(sum.getValue()));
    byte[] json = JSON.toJson(header).getBytes(StandardCharsets.UTF_8);
    return padded(json);
  }

  private static Map<String, Object> described(Tensor tensor, long begin, long end) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("dtype", "F32");
    described.put("shape", List.of(tensor.rows(), tensor.columns()));
    described.put("data_offsets", List.of(begin, end));
    return described;
  }

  private static void add(CRC32 sum, Map<String, String> metadata) {
    metadata.forEach((name, text) -> add(sum, name + "=" + text));
  }

  private static void add(CRC32 sum, Tensor tensor) {
    add(sum, tensor.name() + "[" + tensor.rows() + "," + tensor.columns() + "]");
    sum.update(bytes(tensor));
  }

  private static void add(CRC32 sum, String text) {
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    sum.update('\n');
  }

  /** The numbers begin at a multiple of eight bytes, as readers that map the file expect. */
  private static byte[] padded(byte[] json) {
    byte[] header = new byte[(json.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES];
    Arrays.fill(header, (byte) ' ');
    System.arraycopy(json, 0, header, 0, json.length);
    return header;
  }

  private static byte[] bytes(Tensor tensor) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, tensor.values().length))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(tensor.values());
    return bytes.array();
  }

  /**
   * Reads a file.
   *
   * @throws DataException if it is missing, cut off, damaged or no such file
   */
  static TensorFile read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new Reader(file.toString(), channel).read();
    } catch (IOException e) {
      throw DataException.unreadable(file.toString(), e);
    }
  }

  /** The tensor of that name and shape. */
  Tensor tensor(String file, String name, int rows, int columns) {
    Tensor tensor = tensors.get(name);
    if (tensor == null || tensor.rows() != rows || tensor.columns() != columns) {
      throw DataException.of(
          file, String.format("must hold the tensor %s of shape [%d, %d]", name, rows, columns));
    }
    return tensor;
  }

  /** How many columns the tensor of that name has. */
  int columns(String file, String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw DataException.of(file, "must hold the tensor " + name);
    }
    return tensor.columns();
  }

  /** The text of that name. */
  String text(String file, String name) {
    String text = metadata.get(name);
    if (text == null) {
      throw DataException.of(file, "must say its " + name);
    }
    return text;
  }

  private static final class Reader {
    private final String file;
    private final FileChannel channel;
    private final CRC32 sum = new CRC32();
    private long place;

    Reader(String file, FileChannel channel) {
      this.file = file;
      this.channel = channel;
    }

    TensorFile read() throws IOException {
      long length = take(Long.BYTES).getLong();
      if (length < 2 || length > LONGEST_HEADER) {
        throw damaged("has no header");
      }
      Map<String, Object> header = parsed(take((int) length));
      Map<String, String> metadata = texts(header.remove(METADATA));
      String checksum = metadata.remove(CHECKSUM);
      add(sum, metadata);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (Map.Entry<String, Object> entry : header.entrySet()) {
        tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue()));
      }
      if (channel.position() != channel.size()) {
        throw damaged("goes on after its last tensor");
      }
      if (!Long.toHexString(sum.getValue()).equals(checksum)) {
        throw damaged("does not have the checksum that its header names");
      }
      return new TensorFile(metadata, tensors);
    }

    private ByteBuffer take(int length) throws IOException {
      if (length > channel.size() - channel.position()) {
        throw damaged("ends too early");
      }
      ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // goes on until the buffer is full
      }
      if (bytes.hasRemaining()) {
        throw damaged("ends too early");
      }
      return bytes.flip();
    }

    private Map<String, Object> parsed(ByteBuffer header) throws IOException {
      try {
        Map<String, Object> parsed =
            JSON.fromJson(StandardCharsets.UTF_8.decode(header).toString());
        if (parsed == null) {
          throw damaged("has no header");
        }
        return parsed;
      } catch (JsonDataException | JsonEncodingException e) {
        throw damaged("has no JSON header");
      }
    }

    private Map<String, String> texts(@Nullable Object metadata) {
      Map<String, String> texts = new LinkedHashMap<>();
      if (metadata instanceof Map<?, ?> map) {
        map.forEach((name, text) -> texts.put(String.valueOf(name), String.valueOf(text)));
      }
      return texts;
    }

    /** Tensors are read in the order of the header, which is the order of their places. */
    private Tensor tensor(String name, @Nullable Object described) throws IOException {
      if (!(described instanceof Map<?, ?> map)
          || !(map.get("shape") instanceof List<?> shape)
          || shape.size() != 2
          || !(shape.get(0) instanceof Double rows)
          || !(shape.get(1) instanceof Double columns)
          || !isCount(rows)
          || !isCount(columns)
          || rows * columns > MOST_VALUES
          || !"F32".equals(map.get("dtype"))
          || !isNext(map.get("data_offsets"), (long) (rows * columns))) {
        throw damaged("does not describe the tensor " + name + " as two-dimensional F32");
      }
      float[] values = floats((int) (rows * columns));
      Tensor tensor = new Tensor(name, rows.intValue(), columns.intValue(), values);
      add(sum, tensor);
      return tensor;
    }

    private static boolean isCount(double number) {
      return number >= 0 && number <= Integer.MAX_VALUE && number == Math.rint(number);
    }

    private boolean isNext(@Nullable Object offsets, long length) {
      double begin = place;
      place += length * Float.BYTES;
      return List.of(begin, (double) place).equals(offsets);
    }

    /** Nothing is allocated before the file is known to be long enough. */
    private float[] floats(int length) throws IOException {
      ByteBuffer bytes = take(Float.BYTES * length);
      float[] values = new float[length];
      bytes.asFloatBuffer().get(values);
      return values;
    }

    private DataException damaged(String how) {
      return DataException.of(file, "must be an undamaged tensor file: " + how);
    }
  }
}
