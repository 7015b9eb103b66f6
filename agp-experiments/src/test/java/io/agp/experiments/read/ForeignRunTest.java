package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.experiments.data.DataException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignRunTest {
  @TempDir Path dir;

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("run.txt"), text);
  }

  private ForeignRun run(String text) throws IOException {
    return ForeignRun.read(file(text));
  }

  @Test
  void theScoreDecidesAndNeitherTheRankNorTheOrderOfLines() throws IOException {
    ForeignRun run =
        run(
            """
            u2 Q0 x 1 1 tag
            u1 Q0 b 1 0.5 tag
            u1 Q0 c 2 -3e-2 tag
            u2 Q0 y 7 2 tag
            u1 Q0 a 3 +1.5E1 tag
            """);
    assertThat(run.lists()).containsExactly(entry("u2", "y", "x"), entry("u1", "a", "b", "c"));
    assertThat(run.name()).endsWith("run.txt");
  }

  private static java.util.Map.Entry<String, List<String>> entry(String user, String... items) {
    return java.util.Map.entry(user, List.of(items));
  }

  @Test
  void ofEqualScoresTheLastIdByBytesComesFirst() throws IOException {
    ForeignRun run =
        run(
            """
            u Q0 10 1 1.0 t
            u Q0 9 2 1 t
            u Q0 a 3 1.00 t
            u Q0 Z 4 10e-1 t
            u Q0 \uFB01 5 1 t
            u Q0 \uD83C\uDF55 6 1 t
            u Q0 best 7 1.0000001 t
            """);
    // By UTF-16 units, U+1F355 would come before U+FB01.
    assertThat(run.lists().get("u"))
        .containsExactly("best", "\uD83C\uDF55", "\uFB01", "a", "Z", "9", "10");
  }

  @Test
  void zeroAndMinusZeroAreATie() throws IOException {
    assertThat(run("u Q0 a 1 0.0 t\nu Q0 b 2 -0.0 t\n").lists().get("u")).containsExactly("b", "a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"u\tQ0\ti\t1\t.5\ttag", "  u  Q0 \t i 1   0.5 a tag of words ", "u 0 i x 5. t"})
  void anyWhiteSpaceSeparates(String line) throws IOException {
    assertThat(run("\n \r\n" + line + "\r\n\n").lists()).containsExactly(entry("u", "i"));
  }

  @Test
  void aUserATabAndFiveIdsAreNoTrecRun() throws IOException {
    assertThat(run("7\t0 12 3 4 5\n8\t\n").lists())
        .containsExactly(entry("7", "0", "12", "3", "4", "5"), entry("8"));
  }

  @Test
  void aTrecRunWithASingleTabIsKnownByItsQ0() throws IOException {
    assertThat(run("7\tq0 12 3 4 5\n").lists()).containsExactly(entry("7", "12"));
  }

  @Test
  void repeatsAndTheirScoresStay() throws IOException {
    assertThat(run("u Q0 a 1 1 t\nu Q0 b 2 2 t\nu Q0 a 3 3 t\n").lists().get("u"))
        .containsExactly("a", "b", "a");
  }

  @Test
  void bothFormatsMayBePackedAndBeginWithAByteOrderMark() throws IOException {
    assertThat(ForeignRun.read(packed("\uFEFFu Q0 a 1 1 t\n")).lists())
        .containsExactly(entry("u", "a"));
    assertThat(ForeignRun.read(packed("\uFEFFu\ta b\n")).lists())
        .containsExactly(entry("u", "a", "b"));
  }

  private Path packed(String text) throws IOException {
    Path file = dir.resolve("run.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "1e999", "1d", "0x1p3", "best", "1;5"})
  void aScoreThatIsNoFiniteNumberIsRefused(String score) throws IOException {
    Path file = file("u Q0 a 1 1 t\n\nu Q0 b 2 " + score + " t\n");
    assertThatThrownBy(() -> ForeignRun.read(file))
        .isInstanceOf(DataException.class)
        .hasMessage(file + ", line 3, field score: must be a finite number, was \"" + score + "\"");
  }

  @Test
  void aLineOfTooFewFieldsIsRefused() throws IOException {
    Path file = file("u Q0 a 1 1 t\nu Q0 b 2 1\n");
    assertThatThrownBy(() -> ForeignRun.read(file))
        .isInstanceOf(DataException.class)
        .hasMessage(
            file
                + ", line 2, field line: must be user Q0 item rank score tag, separated by space,"
                + " was \"u Q0 b 2 1\"");
  }

  @Test
  void aDamagedCandidateLineIsRefused() throws IOException {
    Path file = file("u1\ta b\nu2 a b\n");
    assertThatThrownBy(() -> ForeignRun.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 2, field line: must be a user, a tab, and item ids");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "user,item,score\n", "{\"user\": 1}\n", "a b c d e\n"})
  void otherFilesAreRefused(String text) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> ForeignRun.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ": must be a TREC run (user Q0 item rank score tag) or");
  }

  @Test
  void bytesThatAreNoUtf8AreRefusedWithTheirLine() throws IOException {
    Path file = dir.resolve("latin.txt");
    Files.write(file, "u Q0 a 1 1 t\nu Q0 \u00E9 1 1 t\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ForeignRun.read(file))
        .isInstanceOf(DataException.class)
        .hasMessage(file + ", line 2: must be UTF-8 text");
  }

  @Test
  void aMissingFileIsRefused() {
    assertThatThrownBy(() -> ForeignRun.read(dir.resolve("nowhere")))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("nowhere: must be an existing file");
  }
}
