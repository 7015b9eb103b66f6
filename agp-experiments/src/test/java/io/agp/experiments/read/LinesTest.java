package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LinesTest {
  private static final ReadOptions LENIENT = ReadOptions.DEFAULT.withMaxMalformed(10);

  @Property(tries = 300, seed = "2026")
  void linesAreWhatIsBetweenLineFeedsWhateverTheirLength(
      @ForAll("texts") List<String> texts, @ForAll boolean endsInLf) {
    String all = String.join("\n", texts) + (endsInLf ? "\n" : "");

    List<String> read = new ArrayList<>();
    Lines.readAll(source(all), StandardCharsets.UTF_8, line -> read.add(line.text()));

    List<String> expected = new ArrayList<>(texts);
    if (!endsInLf && expected.get(expected.size() - 1).isEmpty()) {
      expected.remove(expected.size() - 1);
    }
    assertThat(read).isEqualTo(expected);
  }

  /** Some of them go over the end of a block of 64 KiB, and some end at it. */
  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.oneOf(
            Arbitraries.strings().withChars("aé€ \u0000\uFFFD").ofMaxLength(9),
            Arbitraries.of(40_000, 65_534, 65_535, 65_536, 131_071).map("x"::repeat))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Test
  void blankLinesAreNoRecordsButAreNumbered() {
    assertThat(numbered("\uFEFFa\r\n\r\n \t\nb\rc\n\n\nd", ReadOptions.DEFAULT))
        .containsExactly("1:a", "4:b\rc", "7:d");
  }

  @Test
  void onlyAByteOrderMarkAtTheStartIsLeftOut() {
    assertThat(numbered("\uFEFF\r\n\uFEFFa\n", ReadOptions.DEFAULT)).containsExactly("2:\uFEFFa");
  }

  @Test
  void anEmptyFileHasNoLines() {
    assertThat(numbered("", ReadOptions.DEFAULT)).isEmpty();
    assertThat(Lines.first(source(""), StandardCharsets.UTF_8).text()).isEmpty();
  }

  @Test
  void aLineThatIsNotOfTheCharacterSetIsOneMalformedRecord() {
    byte[] bytes = "a\ncafé\nb\n".getBytes(StandardCharsets.ISO_8859_1);
    TextSource source = new TextSource("t", () -> new ByteArrayInputStream(bytes));

    assertThatThrownBy(() -> numbered(source, ReadOptions.DEFAULT))
        .hasMessage("t, line 2: must be UTF-8 text");
    assertThat(numbered(source, LENIENT)).containsExactly("1:a", "3:b");
  }

  @Test
  void aLineOfReplacementCharactersIsText() {
    assertThat(numbered("a\uFFFD\n", ReadOptions.DEFAULT)).containsExactly("1:a\uFFFD");
  }

  @Test
  void aLineThatIsTooLongIsRefusedBeforeItIsHeld() {
    TextSource endless = new TextSource("t", Endless::new);

    assertThatThrownBy(() -> numbered(endless, LENIENT))
        .isInstanceOf(DataException.class)
        .hasMessage("t, line 2: must be a line of at most 16777216 bytes");
  }

  @Test
  void aRecordThatAStrayQuoteMakesEndlessIsRefusedBeforeItIsHeld() {
    TextSource ratings =
        new TextSource(
            "ratings.csv",
            () ->
                new SequenceInputStream(
                    stream("userId,movieId,rating,timestamp\n7,1,4.0,3\n7,2,\""), new Endless()));

    assertThatThrownBy(
            () -> MovieLensReader.read("t", source(MovieLensFiles.MOVIES), ratings, LENIENT))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "ratings.csv, line 3: must be a record of at most 16777216 characters: is a quote"
                + " missing?");
  }

  @Test
  void csvFilesMayBeLongerThanTheLongestRecord() {
    String row = "7,1,4.0," + "0".repeat(17) + "3\n";
    String blank = "\n".repeat(1000);
    int rows = Lines.LONGEST / (row.length() + blank.length()) + 100;
    TextSource ratings =
        new TextSource(
            "ratings.csv",
            () ->
                new SequenceInputStream(
                    stream("userId,movieId,rating,timestamp\n"),
                    new ByteArrayInputStream(
                        (row + blank).repeat(rows).getBytes(StandardCharsets.UTF_8))));

    Dataset dataset =
        MovieLensReader.read("t", source(MovieLensFiles.MOVIES), ratings, ReadOptions.DEFAULT);

    assertThat(dataset.interactions()).isEqualTo(1);
    assertThat(dataset.problems().get(1).count()).isEqualTo(rows - 1);
  }

  /** A line end, then letters without an end. */
  private static final class Endless extends InputStream {
    private boolean begun;

    @Override
    public int read() {
      begun = true;
      return 'x';
    }

    @Override
    public int read(byte[] block, int offset, int length) {
      Arrays.fill(block, offset, offset + length, (byte) 'x');
      if (!begun) {
        block[offset] = '\n';
        begun = true;
      }
      return length;
    }
  }

  private static List<String> numbered(String text, ReadOptions options) {
    return numbered(source(text), options);
  }

  private static List<String> numbered(TextSource source, ReadOptions options) {
    List<String> lines = new ArrayList<>();
    Lines.read(
        source,
        StandardCharsets.UTF_8,
        new Reading("t", options),
        line -> lines.add(line.number() + ":" + line.text()));
    return lines;
  }

  private static TextSource source(String text) {
    return new TextSource("t", () -> stream(text));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
