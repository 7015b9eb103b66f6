package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever happens to the bytes: a located error or a data set that keeps its rules. */
class DamagedJsonTest {
  private static final String MAPPING =
      """
      {"interactions": {"file": "a.jsonl", "user": "u", "item": "i", "time": "t",
        "timeUnit": "seconds", "rating": "r"},
       "items": {"file": "b.csv", "delimiter": ";", "id": "i", "title": "n",
        "attributes": {"brand": "b"}}}
      """;

  /** Files by format; the first one may be damaged beyond recognition, so formats are named. */
  private static final Map<String, Map<String, byte[]>> FORMATS =
      Map.of(
          "amazon",
          files(
              twice(JsonSamples.AMAZON_REVIEW),
              JsonSamples.AMAZON_METADATA + "\n" + JsonSamples.PYTHON_METADATA),
          "amazon-2023",
          files(twice(JsonSamples.AMAZON_2023_REVIEW), twice(JsonSamples.AMAZON_2023_METADATA)),
          "yelp",
          files(twice(JsonSamples.YELP_REVIEW), twice(JsonSamples.YELP_BUSINESS)),
          "goodreads",
          files(
              twice(JsonSamples.GOODREADS_INTERACTION),
              JsonSamples.GOODREADS_BOOK + "\n" + JsonSamples.GOODREADS_AUTHOR),
          "table",
          Map.of(
              "a.jsonl",
              TestFolder.bytes(twice("{\"u\": 1, \"i\": \"x\", \"t\": 5, \"r\": 2.5}")),
              "b.csv",
              TestFolder.bytes("i;n;b\nx;\"A\nB\";c\ny;D;\n"),
              TableFormat.FILE,
              TestFolder.bytes(MAPPING)));

  private static final List<Target> TARGETS =
      FORMATS.entrySet().stream()
          .flatMap(
              format ->
                  format.getValue().keySet().stream().map(f -> new Target(format.getKey(), f)))
          .sorted(Comparator.comparing(Target::toString))
          .toList();

  /** A file of a format, to be damaged. */
  private record Target(String format, String file) {}

  private static Path dir;

  @BeforeContainer
  static void makeFolder() throws IOException {
    dir = Files.createTempDirectory("damaged");
  }

  @AfterContainer
  static void deleteFolder() throws IOException {
    clear();
    Files.delete(dir);
  }

  private static String twice(String line) {
    return line + "\n" + line + "\n";
  }

  private static Map<String, byte[]> files(String interactions, String items) {
    return Map.of("a.jsonl", TestFolder.bytes(interactions), "b.jsonl", TestFolder.bytes(items));
  }

  @Property(seed = "2026", tries = 400)
  void changedBytes(
      @ForAll @IntRange(max = 9999) int file,
      @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 9999) Integer> places,
      @ForAll byte value) {
    damaged(file, bytes -> changed(bytes, places, value));
  }

  @Property(seed = "2026", tries = 400)
  void bytesThatMeanSomethingToTheFormat(
      @ForAll @IntRange(max = 9999) int file,
      @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 9999) Integer> places,
      @ForAll @IntRange(max = 12) int which) {
    damaged(file, bytes -> changed(bytes, places, (byte) "\"'\\\n\r,:;[]{}\0".charAt(which)));
  }

  @Property(seed = "2026", tries = 200)
  void filesThatEndEarly(
      @ForAll @IntRange(max = 9999) int file, @ForAll @IntRange(max = 9999) int length) {
    damaged(file, bytes -> Arrays.copyOf(bytes, length % bytes.length));
  }

  @Property(seed = "2026", tries = 200)
  void anyBytes(@ForAll @IntRange(max = 9999) int file, @ForAll byte[] any) {
    damaged(file, bytes -> any);
  }

  @Property(seed = "2026", tries = 200)
  void packedBytesThatAreChanged(
      @ForAll @IntRange(max = 9999) int file,
      @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 9999) Integer> places,
      @ForAll byte value) {
    damaged(file, bytes -> changed(TestFolder.gzip(bytes), places, value));
  }

  private interface Damage {
    byte[] to(byte[] bytes);
  }

  private static byte[] changed(byte[] bytes, List<Integer> places, byte value) {
    byte[] changed = bytes.clone();
    places.forEach(place -> changed[place % changed.length] = value);
    return changed;
  }

  private static void damaged(int which, Damage damage) {
    Target target = TARGETS.get(which % TARGETS.size());
    Map<String, byte[]> files = FORMATS.get(target.format());
    TestFolder folder = new TestFolder(dir);
    clear();
    files.forEach(folder::with);
    folder.with(target.file(), damage.to(files.get(target.file())));
    readOrRefuse(target.format(), 0);
    readOrRefuse(target.format(), 5);
  }

  private static void clear() {
    try (Stream<Path> files = Files.list(dir)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readOrRefuse(String format, int maxMalformed) {
    try {
      Dataset dataset =
          Datasets.read(dir, format, ReadOptions.DEFAULT.withMaxMalformed(maxMalformed));
      assertThat(dataset.interactions()).isLessThanOrEqualTo(4);
      assertThat(dataset.users())
          .allSatisfy(
              user ->
                  assertThat(user.history())
                      .isNotEmpty()
                      .allSatisfy(
                          contact -> assertThat(dataset.items()).containsValue(contact.item())));
    } catch (DataException refused) {
      assertThat(refused.file()).startsWith(dir.toString());
      assertThat(refused.rule()).startsWith("must ").hasSizeLessThan(400);
    }
  }
}
