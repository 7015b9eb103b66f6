package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class DatasetsTest {
  @Test
  void anUnknownFormatIsNamedWithTheKnownOnes(@TempDir Path dir) {
    assertThatThrownBy(() -> Datasets.read(dir, "netflix"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Unknown data format \"netflix\": known are auto, movielens, ")
        .hasMessageContainingAll("movielens-1m", "movielens-100k", "recbole", "lastfm");
  }

  @Test
  void anAbsentFolderIsNamed(@TempDir Path dir) {
    Path absent = dir.resolve("absent");

    assertThatThrownBy(() -> Datasets.read(absent, "movielens"))
        .isInstanceOf(DataException.class)
        .hasMessage(absent + ": must be an existing folder");
  }

  @ParameterizedTest
  @FieldSource("io.agp.experiments.read.Fixtures#FORMATS")
  void aFormatIsRecognisedAsItselfAndOnlyItself(String fixture) {
    try (TempFolder folder = Fixtures.folder(fixture)) {
      assertThat(Datasets.recognise(folder.dir())).isEqualTo(Fixtures.format(fixture));
    }
  }

  @ParameterizedTest
  @FieldSource("io.agp.experiments.read.Fixtures#FORMATS")
  void packedFilesOfAnyFormatAreRecognisedAndReadInPlace(String fixture) {
    try (TempFolder plain = Fixtures.folder(fixture);
        TempFolder packed = new TempFolder()) {
      Fixtures.files(fixture)
          .forEach((name, bytes) -> packed.with(name + ".gz", TempFolder.packed(bytes)));

      assertSame(packed.read(Datasets.AUTO), plain.read(Fixtures.format(fixture)));
    }
  }

  @ParameterizedTest
  @FieldSource("io.agp.experiments.read.Fixtures#FORMATS")
  void crlfAndAMissingLastLineEndChangeNothing(String fixture) {
    try (TempFolder plain = Fixtures.folder(fixture);
        TempFolder other = new TempFolder()) {
      Fixtures.files(fixture).forEach((name, bytes) -> other.with(name, crlf(bytes)));

      assertSame(other.read(Datasets.AUTO), plain.read(Datasets.AUTO));
    }
  }

  @ParameterizedTest
  @FieldSource("io.agp.experiments.read.Fixtures#FORMATS")
  void aPackedFileThatEndsEarlyIsRefusedWithItsLine(String fixture) {
    Map<String, byte[]> files = Fixtures.files(fixture);
    String name =
        files.keySet().stream()
            .filter(
                file ->
                    file.matches("ratings.*|u\\.data|user_artists.*|.*\\.?test\\.inter|tiny.inter"))
            .findFirst()
            .orElseThrow();
    byte[] packed = TempFolder.packed(files.get(name));
    files.put(name, Arrays.copyOf(packed, packed.length - 9));
    try (TempFolder folder = new TempFolder()) {
      files.forEach(folder::with);

      assertThatThrownBy(() -> folder.read(Fixtures.format(fixture)))
          .isInstanceOf(DataException.class)
          .hasMessageMatching(".*" + name + ", line [0-9]+: must be readable: .*EOFException.*");
    }
  }

  @Test
  void anEmptyFolderIsRefusedWithTheFormats(@TempDir Path dir) {
    assertThatThrownBy(() -> Datasets.recognise(dir))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(dir + ": must hold files of a known format: MovieLens as CSV")
        .hasMessageContainingAll("MovieLens 1M", "MovieLens 100K", "RecBole", "Last.fm");
  }

  @Test
  void aForeignFolderIsRefusedWithTheFormats(@TempDir Path dir) throws Exception {
    Files.writeString(dir.resolve("ratings.csv"), "user,item,stars\n1,2,3\n");
    Files.writeString(dir.resolve("movies.dat"), "no such thing\n");
    Files.writeString(dir.resolve("tiny.inter"), "user_id\titem_id\n1\t2\n");
    Files.write(dir.resolve("broken.gz"), new byte[] {0x1f, (byte) 0x8b, 9, 9});

    assertThatThrownBy(() -> Datasets.read(dir, Datasets.AUTO))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(dir + ": must hold files of a known format: ");
  }

  @Test
  void aFolderOfTwoFormatsIsRefusedWithBoth() {
    try (TempFolder folder = Fixtures.folder("lastfm")) {
      Fixtures.files("recbole").forEach(folder::with);

      assertThatThrownBy(() -> folder.read(Datasets.AUTO))
          .isInstanceOf(DataException.class)
          .hasMessage(
              folder.dir()
                  + ": must be of one format, could be each of recbole, lastfm: name the one that"
                  + " is meant");
      assertThat(folder.read("lastfm").interactions()).isEqualTo(4);
    }
  }

  private static byte[] crlf(byte[] bytes) {
    String text = new String(bytes, OldText.CHARSET);
    return text.stripTrailing().replace("\n", "\r\n").getBytes(OldText.CHARSET);
  }

  private static void assertSame(Dataset one, Dataset other) {
    assertThat(one.items()).isEqualTo(other.items());
    assertThat(one.users()).isEqualTo(other.users());
    assertThat(one.heldOut()).isEqualTo(other.heldOut());
    assertThat(one.problems()).hasSameSizeAs(other.problems());
  }
}
