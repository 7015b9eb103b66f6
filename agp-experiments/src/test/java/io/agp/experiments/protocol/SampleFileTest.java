package io.agp.experiments.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.User;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Split;
import io.agp.experiments.read.SampleData;
import io.agp.experiments.recommend.ItemKnnRecommender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SampleFileTest {
  private static final String HEADER =
      "{\"format\":\"agp-samples-1\",\"users\":2,\"tooShort\":0,\"missed\":0,\"takingPart\":2}\n";
  private static final String GOOD =
      "{\"role\":\"test\",\"user\":\"u1\",\"history\":[\"a\",\"b\"],"
          + "\"candidates\":[\"d\",\"c\"],\"relevant\":{\"c\":1.0}}\n";

  @TempDir Path dir;
  private final Dataset small = small();

  private static Dataset small() {
    Dataset.Builder builder = Dataset.builder("small");
    List.of("a", "b", "c", "d", "e").forEach(id -> builder.item(Item.of(id, "Item " + id)));
    Instant time = Instant.ofEpochSecond(1);
    List.of("a", "b", "c").forEach(id -> builder.interaction("u1", id, time));
    List.of("b", "c", "d").forEach(id -> builder.interaction("u2", id));
    return builder.build();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsReadAgainWithTitlesAndTimes(Protocol protocol) {
    Dataset dataset = SampleData.load();
    Split split = Split.leaveOneOut(dataset);
    ProtocolSettings settings =
        ProtocolSettings.builder()
            .protocol(protocol)
            .trainUsers(20)
            .validationUsers(10)
            .testUsers(30)
            .build();
    Samples samples = Samples.draw(split, ItemKnnRecommender.fit(split.training()), settings);
    Path file = dir.resolve("samples.jsonl");
    SampleFile.write(samples, file);

    assertThat(SampleFile.read(file, dataset)).isEqualTo(samples);
    assertThat(file.resolveSibling("samples.jsonl.tmp")).doesNotExist();
  }

  /** Ids of any characters, gains of any size, several relevant items, some not candidates. */
  @Property(tries = 200, seed = "77")
  void anySamplesAreReadAsTheyWereWritten(@ForAll @IntRange int seed) throws IOException {
    Random random = new Random(seed);
    Dataset dataset = odd(random);
    Samples samples =
        new Samples(
            labelled(dataset, random, 0, 2),
            labelled(dataset, random, 2, 3),
            labelled(dataset, random, 3, 6),
            new UserCounts(9, random.nextInt(4), random.nextInt(4), random.nextInt(4)));
    Path file = Files.createTempFile("samples", ".jsonl");
    try {
      SampleFile.write(samples, file);
      Samples read = SampleFile.read(file, dataset);
      assertThat(read).isEqualTo(samples);
      assertThat(read.train().get(0).gains().keySet())
          .containsExactlyElementsOf(samples.train().get(0).gains().keySet());
    } finally {
      Files.delete(file);
    }
  }

  private static Dataset odd(Random random) {
    Dataset.Builder builder = Dataset.builder("odd");
    for (int item = 0; item < 12; item++) {
      builder.item(Item.of(id(random, item), "Item " + item));
    }
    List<String> ids = List.copyOf(builder.build().items().keySet());
    for (int user = 0; user < 6; user++) {
      String id = id(random, user);
      for (int place = 0; place < 4; place++) {
        builder.interaction(id, ids.get((user + place) % 12), Instant.ofEpochSecond(place));
      }
    }
    return builder.build();
  }

  private static String id(Random random, int number) {
    String odd = "\" \\ \n\r\t\u0000\u2028{}[]:,éß東\uFEFF";
    String emoji = "\uD83C\uDF55";
    int at = random.nextInt(odd.length());
    return number + odd.substring(at, at + 1) + (random.nextBoolean() ? emoji : "");
  }

  private static List<LabelledUser> labelled(Dataset dataset, Random random, int from, int to) {
    return dataset.users().subList(from, to).stream()
        .map(u -> labelled(dataset, random, u))
        .toList();
  }

  private static LabelledUser labelled(Dataset dataset, Random random, User user) {
    List<String> had = user.history().stream().map(past -> past.item().id()).toList();
    List<Item> others =
        dataset.items().values().stream().filter(item -> !had.contains(item.id())).toList();
    Map<String, Double> gains =
        Map.of(
            others.get(0).id(),
            random.nextDouble(),
            others.get(7).id(),
            1 + random.nextInt(9) * 1e9);
    return new LabelledUser(user, others.subList(0, 1 + random.nextInt(7)), gains);
  }

  private Samples read(String text) throws IOException {
    return SampleFile.read(Files.writeString(dir.resolve("samples"), text), small);
  }

  @Test
  void aFileWrittenByOthersIsRead() throws IOException {
    Samples samples = read(HEADER + GOOD + "\n");
    LabelledUser user = samples.test().get(0);

    assertThat(user.user().history()).isEqualTo(small.users().get(0).history().subList(0, 2));
    assertThat(user.candidates()).extracting(Item::title).containsExactly("Item d", "Item c");
    assertThat(user.gains()).containsExactly(Map.entry("c", 1.0));
    assertThat(samples.counts()).isEqualTo(new UserCounts(2, 0, 0, 2));
    assertThat(samples.train()).isEmpty();
  }

  static Stream<Arguments> damage() {
    return Stream.of(
        Arguments.of("\"test\"", "\"exam\"", "field role: must be train, validation or test"),
        Arguments.of("\"u1\"", "\"u9\"", "field user: must be a user of the data set, was \"u9\""),
        Arguments.of("\"u1\"", "7", "field user: must be a text that is not blank, was \"7.0\""),
        Arguments.of("\"user\"", "\"usr\"", "not blank (field user, which is missing)"),
        Arguments.of(
            "[\"a\",\"b\"]", "[\"a\",\"e\"]", "field history: must hold items of the user's"),
        Arguments.of(
            "[\"a\",\"b\"]", "[\"a\",\"a\"]", "field history: must not hold an item twice"),
        Arguments.of("[\"a\",\"b\"]", "[\"a\",1]", "field history: must be a list of texts"),
        Arguments.of("[\"a\",\"b\"]", "\"a b\"", "field history: must be a list, was \"a b\""),
        Arguments.of(
            "[\"d\",\"c\"]", "[\"d\",\"z\"]", "field candidates: must hold items of the data"),
        Arguments.of(
            "[\"d\",\"c\"]", "[\"d\",\"d\"]", "field candidates: must not hold an item twice"),
        Arguments.of(
            "[\"d\",\"c\"]", "[\"d\",\"a\"]", "candidates: must not hold an item of the hist"),
        Arguments.of("{\"c\":1.0}", "{}", "field relevant: must hold at least one item"),
        Arguments.of(
            "{\"c\":1.0}", "{\"a\":1.0}", "relevant: must not hold an item of the history"),
        Arguments.of(
            "{\"c\":1.0}", "{\"z\":1.0}", "field relevant: must hold items of the data set"),
        Arguments.of("{\"c\":1.0}", "{\"c\":0}", "field relevant: must hold gains above 0"),
        Arguments.of("{\"c\":1.0}", "{\"c\":\"1\"}", "field relevant: must be numbers by name"),
        Arguments.of("{\"c\":1.0}", "{\"c\":1,\"c\":2}", "field line: must be a JSON object"),
        Arguments.of("{\"c\":1.0}}", "{\"c\":1.0}", "field line: must be a JSON object"));
  }

  @ParameterizedTest
  @MethodSource("damage")
  void damageIsNamedWithItsPlace(String what, String by, String message) {
    assertThatThrownBy(() -> read(HEADER + GOOD.replace(what, by)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("samples, line 2")
        .hasMessageContaining(message);
  }

  @Test
  void aUserOfTwoRolesIsRefused() {
    assertThatThrownBy(() -> read(HEADER + GOOD + GOOD.replace("test", "train")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 3, field user: must differ from every user before, was \"u1\"");
  }

  @Test
  void aFileWithoutItsHeaderIsRefused() {
    assertThatThrownBy(() -> read(GOOD))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 1: must be a text that is not blank (field format");
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("samples: must begin with a header agp-samples-1");
    assertThatThrownBy(() -> read(HEADER.replace("-1\"", "-2\"")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("field format: must be agp-samples-1, was \"agp-samples-2\"");
    assertThatThrownBy(() -> read(HEADER.replace(":2", ":2.5")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("field users: must be a whole number of at least 0, was \"2.5\"");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() {
    Path nowhere = dir.resolve("no/folder/samples");
    Samples none = new Samples(List.of(), List.of(), List.of(), new UserCounts(0, 0, 0, 0));
    assertThatThrownBy(() -> SampleFile.write(none, nowhere))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot write " + nowhere);
  }
}
