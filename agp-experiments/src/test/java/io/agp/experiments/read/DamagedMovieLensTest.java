package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever happens to the bytes: a located error or a data set that keeps its rules. */
class DamagedMovieLensTest {
  private static final byte[] MOVIES = MovieLensFiles.MOVIES.getBytes(StandardCharsets.UTF_8);
  private static final byte[] RATINGS = MovieLensFiles.RATINGS.getBytes(StandardCharsets.UTF_8);

  @Property(seed = "2026")
  void changedBytes(
      @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 9999) Integer> places,
      @ForAll byte value) {
    readOrRefuse(changed(MOVIES, places, value), RATINGS);
    readOrRefuse(MOVIES, changed(RATINGS, places, value));
  }

  @Property(seed = "2026")
  void bytesThatMeanSomethingToTheFormat(
      @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 9999) Integer> places,
      @ForAll @IntRange(max = 5) int which) {
    byte value = (byte) "\"\n\r,|\0".charAt(which);
    readOrRefuse(changed(MOVIES, places, value), RATINGS);
    readOrRefuse(MOVIES, changed(RATINGS, places, value));
  }

  @Property(seed = "2026")
  void filesThatEndEarly(
      @ForAll @IntRange(max = 9999) int movies, @ForAll @IntRange(max = 9999) int ratings) {
    readOrRefuse(Arrays.copyOf(MOVIES, movies % MOVIES.length), RATINGS);
    readOrRefuse(MOVIES, Arrays.copyOf(RATINGS, ratings % RATINGS.length));
  }

  @Property(seed = "2026")
  void anyBytes(@ForAll byte[] bytes) {
    readOrRefuse(bytes, RATINGS);
    readOrRefuse(MOVIES, bytes);
  }

  private static byte[] changed(byte[] bytes, List<Integer> places, byte value) {
    byte[] changed = bytes.clone();
    places.forEach(place -> changed[place % changed.length] = value);
    return changed;
  }

  private static void readOrRefuse(byte[] movies, byte[] ratings) {
    try {
      Dataset dataset = MovieLensFiles.read(movies, ratings);
      assertThat(dataset.items()).hasSizeLessThanOrEqualTo(4);
      assertThat(dataset.interactions()).isLessThanOrEqualTo(4);
      assertThat(dataset.users())
          .allSatisfy(
              user ->
                  assertThat(user.history())
                      .isNotEmpty()
                      .allSatisfy(
                          contact -> assertThat(dataset.items()).containsValue(contact.item())));
    } catch (DataException refused) {
      assertThat(refused.file()).isIn("movies.csv", "ratings.csv");
      assertThat(refused.line()).isPresent();
      assertThat(refused.line().getAsLong()).isBetween(1L, 12L);
    }
  }
}
