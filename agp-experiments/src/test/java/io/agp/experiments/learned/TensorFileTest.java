package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.experiments.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorFileTest {
  private static final Map<String, String> TEXTS = Map.of("model", "x\"y", "empty", "");
  private static final List<Tensor> TENSORS =
      List.of(
          Tensor.random("weights", 3, 5, 1, new SplittableRandom(1)),
          new Tensor(
              "extremes",
              1,
              4,
              new float[] {-0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NEGATIVE_INFINITY}),
          Tensor.zeros("none", 0, 7));

  private static final byte[] WHOLE = bytes();
  @TempDir private Path dir;

  @Test
  void readsWhatWasWritten() {
    Path file = dir.resolve("weights.safetensors");
    TensorFile.write(file, TEXTS, TENSORS);

    requireEqual(TensorFile.read(file));
    assertThat(dir.toFile().list()).containsExactly("weights.safetensors");
  }

  @Test
  void replacesAnOlderFile() throws IOException {
    Path file = Files.writeString(dir.resolve("weights"), "old");
    TensorFile.write(file, TEXTS, TENSORS);

    requireEqual(TensorFile.read(file));
  }

  @Test
  void theLayoutIsThatOfSafetensors() throws IOException {
    Path file = dir.resolve("weights");
    TensorFile.write(file, Map.of("a", "b"), List.of(new Tensor("t", 1, 2, new float[] {1, -2})));

    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong();
    byte[] header = new byte[length];
    bytes.get(header);
    assertThat(length % 8).isZero();
    assertThat(new String(header, StandardCharsets.UTF_8))
        .matches(
            "\\{\"__metadata__\":\\{\"a\":\"b\",\"crc32\":\"[0-9a-f]+\"\\},"
                + "\"t\":\\{\"dtype\":\"F32\",\"shape\":\\[1,2\\],\"data_offsets\":\\[0,8\\]\\}\\} *");
    assertThat(bytes.getFloat()).isEqualTo(1);
    assertThat(bytes.getFloat()).isEqualTo(-2);
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void theSameTensorsGiveTheSameBytes() throws IOException {
    TensorFile.write(dir.resolve("one"), TEXTS, TENSORS);
    TensorFile.write(dir.resolve("two"), TEXTS, TENSORS);

    assertThat(dir.resolve("one")).hasSameBinaryContentAs(dir.resolve("two"));
  }

  @Test
  void everyCutIsFound() throws IOException {
    for (int length = 0; length < WHOLE.length; length++) {
      byte[] cut = Arrays.copyOf(WHOLE, length);
      assertThatThrownBy(() -> TensorFile.read(file(cut)))
          .as("%d bytes", length)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void furtherBytesAreFound() throws IOException {
    byte[] longer = Arrays.copyOf(WHOLE, WHOLE.length + 1);

    assertThatThrownBy(() -> TensorFile.read(file(longer)))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("goes on after its last tensor");
  }

  @Property(tries = 2000)
  void anyDamagedByteIsFoundOrDoesNotMatter(
      @ForAll @IntRange(max = 1_000_000) int place, @ForAll byte value) throws IOException {
    byte[] bytes = WHOLE.clone();
    bytes[place % bytes.length] = value;
    Path file = Files.createTempFile("damaged", ".safetensors");
    try {
      Files.write(file, bytes);
      requireEqualOrRefused(file);
    } finally {
      Files.delete(file);
    }
  }

  private static void requireEqualOrRefused(Path file) {
    TensorFile read;
    try {
      read = TensorFile.read(file);
    } catch (DataException e) {
      assertThat(e.file()).isEqualTo(file.toString());
      return;
    }
    requireEqual(read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[500000,1000],\"data_offsets\":[0,2000000000]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1e300,1e300],\"data_offsets\":[0,8]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[-1,-2],\"data_offsets\":[0,8]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[0.5,4],\"data_offsets\":[0,8]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"t\":{\"dtype\":\"F16\",\"shape\":[1,2],\"data_offsets\":[0,8]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[8,16]}}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1,2]}}",
        "{\"t\":[]}",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}",
        "{}",
        "null",
        "[]",
        "{",
        "not JSON",
      })
  void headersThatDoNotFitAreRefusedBeforeAnythingIsAllocated(String header) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);

    assertThatThrownBy(() -> TensorFile.read(file(bytes.array())))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("read.safetensors: must be");
  }

  @Test
  void missingFilesAndFoldersAreLocatedErrors() {
    assertThatThrownBy(() -> TensorFile.read(dir.resolve("missing")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("missing: must be readable");
    assertThatThrownBy(() -> TensorFile.read(dir)).isInstanceOf(DataException.class);
  }

  @Test
  void aFileThatCannotBeWrittenIsAnErrorThatNamesIt() {
    Path file = dir.resolve("missing").resolve("weights");

    assertThatThrownBy(() -> TensorFile.write(file, TEXTS, TENSORS))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot write " + file);
  }

  @Test
  void whatIsNotThereAsAskedForIsALocatedError() {
    TensorFile file = new TensorFile(TEXTS, Map.of("t", Tensor.zeros("t", 2, 3)));

    assertThatThrownBy(() -> file.tensor("f", "t", 3, 2))
        .isInstanceOf(DataException.class)
        .hasMessage("f: must hold the tensor t of shape [3, 2]");
    assertThatThrownBy(() -> file.columns("f", "s")).hasMessage("f: must hold the tensor s");
    assertThatThrownBy(() -> file.text("f", "s")).hasMessage("f: must say its s");
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(dir.resolve("read.safetensors"), bytes);
  }

  private static byte[] bytes() {
    try {
      Path file = Files.createTempFile("whole", ".safetensors");
      TensorFile.write(file, TEXTS, TENSORS);
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireEqual(TensorFile read) {
    assertThat(read.metadata()).isEqualTo(TEXTS);
    assertThat(read.tensors().keySet())
        .containsExactlyElementsOf(TENSORS.stream().map(Tensor::name).toList());
    for (Tensor tensor : TENSORS) {
      Tensor found = read.tensor("f", tensor.name(), tensor.rows(), tensor.columns());
      assertThat(found.values()).isEqualTo(tensor.values());
    }
  }
}
