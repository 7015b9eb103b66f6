package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import io.agp.User;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.recommend.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingFileTest {
  private static final String HEADER =
      "{\"format\":\"agp-embeddings-1\",\"recommender\":\"R\",\"dimensions\":2}\n";

  @TempDir Path dir;

  /** Vectors that were thought up: a user's is told by the length of the history. */
  private static final class Given implements LearnedRecommender {
    private final Catalogue catalogue;
    private final float[][] vectors;

    Given(float[]... vectors) {
      Dataset.Builder builder = Dataset.builder("given");
      for (int item = 0; item < vectors.length; item++) {
        builder.item(Item.of("i" + item, ""));
      }
      this.catalogue = Catalogue.of(builder.build());
      this.vectors = vectors;
    }

    @Override
    public String name() {
      return "Given \"so\"";
    }

    @Override
    public Catalogue catalogue() {
      return catalogue;
    }

    @Override
    public double[] scores(User user) {
      return new double[vectors.length];
    }

    @Override
    public int dimensions() {
      return vectors[0].length;
    }

    @Override
    public float[] userVector(User user) {
      return vectors[user.history().size()].clone();
    }

    @Override
    public float[] itemVector(int item) {
      return vectors[item].clone();
    }

    @Override
    public void save(Path file) {
      throw new UnsupportedOperationException();
    }
  }

  private static User user(String id, int history) {
    return User.of(id, java.util.Collections.nCopies(history, Item.of("i0", "")));
  }

  private EmbeddingFile read(String text) throws IOException {
    return EmbeddingFile.read(Files.writeString(dir.resolve("vectors"), text));
  }

  @Test
  void everyVectorComesBackUnderItsId() {
    Given given = new Given(new float[] {1, 2, 3}, new float[] {-4, .5f, 1e-20f});
    Path file = dir.resolve("vectors.jsonl");
    EmbeddingFile.write(given, List.of(user("u1", 1), user("i0", 0)), file);
    EmbeddingFile read = EmbeddingFile.read(file);

    assertThat(read.recommender()).isEqualTo("Given \"so\"");
    assertThat(read.dimensions()).isEqualTo(3);
    assertThat(read.userIds()).containsExactly("u1", "i0");
    assertThat(read.itemIds()).containsExactly("i0", "i1");
    assertThat(read.userVector("u1").orElseThrow()).containsExactly(-4, .5f, 1e-20f);
    assertThat(read.userVector("i0").orElseThrow()).containsExactly(1, 2, 3);
    assertThat(read.itemVector("i1").orElseThrow()).containsExactly(-4, .5f, 1e-20f);
    assertThat(read.userVector("nobody")).isEmpty();
    assertThat(read.itemVector("u1")).isEmpty();
  }

  @Test
  void anyFiniteNumberComesBackToTheBit() {
    Random random = new Random(3);
    float[] numbers = new float[200_000];
    for (int i = 0; i < numbers.length; i++) {
      float number = Float.intBitsToFloat(random.nextInt());
      numbers[i] = Float.isFinite(number) ? number : -0f;
    }
    numbers[0] = Float.MIN_VALUE;
    numbers[1] = -Float.MAX_VALUE;
    numbers[2] = 16_777_217;
    numbers[3] = Float.MIN_NORMAL;
    Path file = dir.resolve("vectors.jsonl");
    EmbeddingFile.write(new Given(numbers), List.of(), file);

    float[] read = EmbeddingFile.read(file).itemVector("i0").orElseThrow();
    for (int i = 0; i < numbers.length; i++) {
      assertThat(Float.floatToRawIntBits(read[i])).isEqualTo(Float.floatToRawIntBits(numbers[i]));
    }
  }

  @Test
  void vectorsOfTheReaderCannotBeChanged() throws IOException {
    EmbeddingFile read = read(HEADER + "{\"kind\":\"user\",\"id\":\"u\",\"vector\":[1,2]}\n");
    read.userVector("u").orElseThrow()[0] = 9;
    assertThat(read.userVector("u").orElseThrow()).containsExactly(1, 2);
    assertThatThrownBy(() -> read.userIds().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void numbersThatAreNotFiniteAreNotWrittenAndTheOldFileStays() throws IOException {
    Path file = Files.writeString(dir.resolve("vectors.jsonl"), "old");
    Given given = new Given(new float[] {1}, new float[] {Float.NaN});

    assertThatThrownBy(() -> EmbeddingFile.write(given, List.of(), file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The vector of item i1 must be finite, has NaN");
    assertThat(file).hasContent("old");
    assertThat(dir).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void usersOfOneIdAreRefused() {
    List<User> twice = List.of(user("u", 0), user("u", 1));
    Given given = new Given(new float[] {1}, new float[] {2});
    assertThatThrownBy(() -> EmbeddingFile.write(given, twice, dir.resolve("vectors")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("User ids must differ: \"u\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"kind\":\"thing\",\"id\":\"u\",\"vector\":[1,2]} | field kind: must be user or item",
        "{\"kind\":\"user\",\"vector\":[1,2]} | not blank (field id, which is missing)",
        "{\"kind\":\"user\",\"id\":\"u\",\"vector\":[1]} | vector: must have 2 numbers, has 1",
        "{\"kind\":\"user\",\"id\":\"u\",\"vector\":[1,2,3]} | vector: must have 2 numbers, has 3",
        "{\"kind\":\"user\",\"id\":\"u\",\"vector\":[1,\"2\"]} | vector: must be a list of numbers",
        "{\"kind\":\"user\",\"id\":\"u\",\"vector\":[1,null]} | vector: must be a list of numbers",
        "{\"kind\":\"user\",\"id\":\"u\",\"vector\":[1,1e39]} | vector: must hold 32-bit numbers",
        "{\"kind\":\"user\",\"id\":\"u\",\"vector\":[1,NaN]} | field line: must be a JSON object",
        "{\"kind\":\"user\",\"id\":\"a\",\"vector\":[1,2]} | id: must differ from every id before",
        "{\"kind\":\"user\",\"id\":\"u\",\"vector\":[1,2 | field line: must be a JSON object",
        "[1, 2] | field line: must be a JSON object",
      })
  void damageIsNamedWithItsPlace(String line, String message) {
    String first = "{\"kind\":\"user\",\"id\":\"a\",\"vector\":[1,2]}\n";
    assertThatThrownBy(() -> read(HEADER + first + line + "\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("vectors, line 3")
        .hasMessageContaining(message);
  }

  @Test
  void aDamagedHeaderIsRefused() {
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("must begin with a header agp-embeddings-1");
    assertThatThrownBy(() -> read(HEADER.replace("embeddings", "vectors")))
        .hasMessageContaining("line 1, field format: must be agp-embeddings-1");
    assertThatThrownBy(() -> read(HEADER.replace("2}", "0}")))
        .hasMessageContaining("line 1, field dimensions: must be at least 1");
    assertThatThrownBy(() -> read(HEADER.replace("\"R\"", "3")))
        .hasMessageContaining("line 1, field recommender: must be a text");
  }

  @Test
  void aFileCutOffBetweenLinesIsFoundOut() throws IOException {
    Path file = dir.resolve("vectors.jsonl");
    EmbeddingFile.write(new Given(new float[] {1}, new float[] {2}), List.of(), file);
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, lines.size() - 1));

    assertThatThrownBy(() -> EmbeddingFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 1, field items: must be the number of vectors, which is 1");
  }
}
