package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.experiments.data.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidateFileTest {
  @TempDir Path dir;

  @Test
  void listsStandAsTheyAreWritten() throws IOException {
    CandidateFile file = read("u1\t3 1 3  x \r\nu2\t\nu3\t2");

    assertThat(file.lists())
        .containsExactly(
            Map.entry("u1", List.of("3", "1", "3", "x")),
            Map.entry("u2", List.of()),
            Map.entry("u3", List.of("2")));
  }

  @Test
  void idsMayBeSeparatedBySeveralTabsAndSpaces() throws IOException {
    assertThat(read("u 1\t3\t1  2 \t4\r\nu2\t \t\r\n").lists())
        .containsExactly(Map.entry("u 1", List.of("3", "1", "2", "4")), Map.entry("u2", List.of()));
  }

  @Test
  void packedFilesAreReadInPlace() throws IOException {
    Path file = dir.resolve("lists.tsv.gz");
    Files.write(file, TempFolder.packed("\uFEFFu1\t2 1\n".getBytes(StandardCharsets.UTF_8)));

    assertThat(CandidateFile.read(file).lists())
        .containsExactly(Map.entry("u1", List.of("2", "1")));
  }

  @Test
  void aPackedFileThatEndsEarlyIsRefused() throws IOException {
    byte[] packed = TempFolder.packed("u1\t2 1\nu2\t1\n".getBytes(StandardCharsets.UTF_8));
    Path file = dir.resolve("lists.tsv.gz");
    Files.write(file, Arrays.copyOf(packed, packed.length - 9));

    assertThatThrownBy(() -> CandidateFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ", line 3: must be readable: java.io.EOFException");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "u2 1 2; line 2, field line: must be a user, a tab, and item ids separated by spaces or"
            + " tabs, was \"u2 1 2\"",
        "''; line 2, field line: must be a user, a tab, and item ids separated by spaces or tabs,"
            + " was \"\"",
        "<T>1 2; line 2, field user: must not be blank, was \"\"",
        "u1<T>1; line 2, field user: must differ from every user before, was \"u1\"",
      })
  void aMalformedLineIsNamed(String line, String message) {
    assertThatThrownBy(() -> read("u1\t1 2\n" + line.replace("<T>", "\t") + "\nu9\t1\n"))
        .isInstanceOf(DataException.class)
        .hasMessage(dir.resolve("lists.tsv") + ", " + message);
  }

  @Test
  void bytesThatAreNoUtf8AreNamedByTheirLine() throws IOException {
    Path file = dir.resolve("lists.tsv");
    Files.write(file, "u1\t1\nu\u00e9\t1\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> CandidateFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessage(file + ", line 2: must be UTF-8 text");
  }

  @Test
  void anAbsentFileIsNamed() {
    Path absent = dir.resolve("absent.tsv");

    assertThatThrownBy(() -> CandidateFile.read(absent))
        .isInstanceOf(DataException.class)
        .hasMessage(absent + ": must be an existing file");
  }

  @Property(tries = 200, seed = "2026")
  void anyBytesAreReadOrRefused(@ForAll byte[] bytes) throws IOException {
    Path file = Files.createTempFile("lists", ".tsv");
    try {
      Files.write(file, bytes);
      CandidateFile.read(file);
    } catch (DataException refused) {
      assertThat(refused.line()).isPresent();
    } finally {
      Files.delete(file);
    }
  }

  private CandidateFile read(String text) throws IOException {
    return CandidateFile.read(Files.writeString(dir.resolve("lists.tsv"), text));
  }
}
