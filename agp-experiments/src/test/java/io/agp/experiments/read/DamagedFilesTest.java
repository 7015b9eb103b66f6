package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Interaction;
import io.agp.User;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Split;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever happens to the bytes of any format: a located error or a data set with its rules. */
class DamagedFilesTest {
  private static final int TRIES = 150;

  @Property(tries = TRIES, seed = "2026")
  void changedBytes(
      @ForAll("fixtures") String fixture,
      @ForAll @IntRange(max = 99) int file,
      @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 9999) Integer> places,
      @ForAll byte value) {
    damage(fixture, file, bytes -> changed(bytes, places, value));
  }

  @Property(tries = TRIES, seed = "2026")
  void bytesThatMeanSomethingToTheFormat(
      @ForAll("fixtures") String fixture,
      @ForAll @IntRange(max = 99) int file,
      @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 9999) Integer> places,
      @ForAll @IntRange(max = 9) int which) {
    byte value = (byte) "\t\n\r,|\0:\" -".charAt(which);
    damage(fixture, file, bytes -> changed(bytes, places, value));
  }

  @Property(tries = TRIES, seed = "2026")
  void filesThatEndEarly(
      @ForAll("fixtures") String fixture,
      @ForAll @IntRange(max = 99) int file,
      @ForAll @IntRange(max = 9999) int length) {
    damage(fixture, file, bytes -> Arrays.copyOf(bytes, length % bytes.length));
  }

  @Property(tries = TRIES, seed = "2026")
  void packedFilesThatAreDamaged(
      @ForAll("fixtures") String fixture,
      @ForAll @IntRange(max = 99) int file,
      @ForAll @IntRange(max = 9999) int place,
      @ForAll byte value,
      @ForAll boolean cut) {
    damage(
        fixture,
        file,
        bytes -> {
          byte[] packed = TempFolder.packed(bytes);
          return cut
              ? Arrays.copyOf(packed, place % packed.length)
              : changed(packed, List.of(place), value);
        });
  }

  @Property(tries = TRIES, seed = "2026")
  void anyBytes(
      @ForAll("fixtures") String fixture,
      @ForAll @IntRange(max = 99) int file,
      @ForAll byte[] bytes) {
    damage(fixture, file, unused -> bytes);
  }

  @Provide
  Arbitrary<String> fixtures() {
    return Arbitraries.of(Fixtures.FORMATS);
  }

  /** Makes other bytes of a file's. */
  private interface Damage {
    byte[] of(byte[] bytes);
  }

  private static byte[] changed(byte[] bytes, List<Integer> places, byte value) {
    byte[] changed = bytes.clone();
    places.forEach(place -> changed[place % changed.length] = value);
    return changed;
  }

  private static void damage(String fixture, int which, Damage damage) {
    Map<String, byte[]> files = Fixtures.files(fixture);
    String name = List.copyOf(files.keySet()).get(which % files.size());
    files.compute(name, (file, bytes) -> damage.of(bytes));
    try (TempFolder folder = new TempFolder()) {
      files.forEach(folder::with);
      readOrRefuse(folder, Fixtures.format(fixture), ReadOptions.DEFAULT);
      readOrRefuse(
          folder,
          Fixtures.format(fixture),
          ReadOptions.DEFAULT.withMaxMalformed(3).withCore(1 + which % 2));
      readOrRefuse(folder, Datasets.AUTO, ReadOptions.DEFAULT.withMaxMalformed(3));
    }
  }

  private static void readOrRefuse(TempFolder folder, String format, ReadOptions options) {
    try {
      Dataset dataset = folder.read(format, options);
      assertThat(dataset.interactions()).isLessThanOrEqualTo(20);
      dataset.users().forEach(user -> requireRules(dataset, user));
      assertThat(Split.leaveOneOut(dataset).users()).hasSizeLessThanOrEqualTo(10);
    } catch (DataException refused) {
      assertThat(refused.rule()).startsWith("must ");
      if (refused.line().isPresent()) {
        assertThat(refused.file()).startsWith(folder.dir().toString());
        assertThat(refused.line().getAsLong()).isBetween(1L, 200L);
      } else {
        assertThat(refused.rule())
            .matches("must (hold files of a known format|be of one format|have a user with two).*");
      }
    }
  }

  private static void requireRules(Dataset dataset, User user) {
    assertThat(user.history())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allSatisfy(contact -> assertThat(dataset.items()).containsValue(contact.item()));
    if (!dataset.heldOut().contains(user.id())) {
      assertThat(user.history())
          .extracting(Interaction::time)
          .isSortedAccordingTo(
              (one, other) ->
                  one.isPresent() && other.isPresent()
                      ? one.get().compareTo(other.get())
                      : Boolean.compare(one.isPresent(), other.isPresent()));
    } else {
      assertThat(user.history()).hasSizeGreaterThan(2);
    }
  }
}
