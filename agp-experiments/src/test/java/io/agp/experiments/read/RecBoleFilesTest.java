package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import io.agp.experiments.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecBoleFilesTest {
  private static final Item HEAT =
      Item.of("1", "Heat").with("genres", "Action, Crime").with("plot", "one, or two");

  @Property(tries = 150, seed = "2026")
  void whatIsWrittenIsRead(
      @ForAll("catalogues") List<Item> items,
      @ForAll @IntRange(max = 6) int users,
      @ForAll boolean heldOut,
      @ForAll long seed) {
    Dataset dataset = random(items, users, heldOut, new Random(seed));
    try (TempFolder folder = new TempFolder()) {
      RecBoleFiles.write(dataset, folder.dir());
      Dataset read = folder.read("recbole");

      assertThat(read.items()).isEqualTo(dataset.items());
      assertThat(List.copyOf(read.items().keySet()))
          .isEqualTo(List.copyOf(dataset.items().keySet()));
      assertThat(read.users()).isEqualTo(dataset.users());
      assertThat(read.heldOut()).isEqualTo(dataset.heldOut());
    }
  }

  /** Texts as the files keep them: of one line, without spaces around, and not empty. */
  @Provide
  Arbitrary<List<Item>> catalogues() {
    Arbitrary<String> id =
        Arbitraries.strings()
            .excludeChars('\t', '\r', '\n')
            .ofMinLength(1)
            .ofMaxLength(6)
            .filter(RecBoleFilesTest::isWritable);
    Arbitrary<String> text =
        Arbitraries.oneOf(
                Arbitraries.strings().ofMinLength(1).ofMaxLength(12),
                Arbitraries.of(
                    "Action, Crime", "Sci-Fi", "one, or two", "a,b", "x, ", ", ", "a: b"))
            .map(RecBoleFiles::clean)
            .filter(clean -> !clean.isEmpty());
    Arbitrary<Map<String, String>> attributes =
        Arbitraries.maps(Arbitraries.of("genres", "year", "name", "a:b", "user_id", "plot"), text)
            .ofMaxSize(3);
    return Combinators.combine(id, text, attributes)
        .as(Item::new)
        .list()
        .uniqueElements(Item::id)
        .ofMaxSize(8);
  }

  private static boolean isWritable(String id) {
    return !id.isBlank() && RecBoleFiles.clean("|" + id + "|").equals("|" + id + "|");
  }

  private static Dataset random(List<Item> items, int users, boolean heldOut, Random random) {
    Dataset.Builder dataset = Dataset.builder("data set");
    items.forEach(dataset::item);
    for (int u = 0; u < users; u++) {
      String user = "user " + u;
      List<Item> history = new ArrayList<>(items);
      Collections.shuffle(history, random);
      history.subList(random.nextInt(items.size() + 1), items.size()).clear();
      history.forEach(item -> add(dataset, user, item, random));
      if (heldOut && history.size() > 2) {
        dataset.heldOut(user, history.get(1).id(), history.get(0).id());
      }
    }
    return dataset.build();
  }

  /** One time in ten none; else of a few seconds, so that there are ties, or any time. */
  private static void add(Dataset.Builder dataset, String user, Item item, Random random) {
    switch (random.nextInt(10)) {
      case 0 -> dataset.interaction(user, item.id());
      case 1, 2, 3 ->
          dataset.interaction(user, item.id(), Instant.ofEpochSecond(random.nextInt(3)));
      default ->
          dataset.interaction(
              user,
              item.id(),
              Instant.ofEpochMilli(random.nextLong(-62_135_596_800_000L, 253_402_300_799_000L)));
    }
  }

  @Test
  void theFilesAreThoseOfRecBole() throws IOException {
    try (TempFolder folder = new TempFolder()) {
      Dataset.Builder dataset =
          Dataset.builder("films").item(HEAT).item(Item.of("2", "A\tB\r\nC ").with("year", "1999"));
      dataset.interaction("u", "1").interaction("u", "2", Instant.ofEpochMilli(1_700_000_000_120L));
      RecBoleFiles.write(dataset.build(), folder.file("new"));

      assertThat(Files.readString(folder.file("new/films.inter")))
          .isEqualTo(
              """
              user_id:token\titem_id:token\ttimestamp:float
              u\t1\t
              u\t2\t1700000000.12
              """);
      assertThat(Files.readString(folder.file("new/films.item")))
          .isEqualTo(
              """
              item_id:token\ttitle:token_seq\tgenres:token_seq\tplot:token\tyear:token
              1\tHeat\tAction Crime\tone, or two\t
              2\tA B  C\t\t\t1999
              """);
    }
  }

  @Test
  void withoutTimesThereIsNoColumnOfThem() throws IOException {
    try (TempFolder folder = new TempFolder()) {
      RecBoleFiles.write(one("films", "u", HEAT), folder.dir());

      assertThat(Files.readString(folder.file("films.inter")))
          .isEqualTo("user_id:token\titem_id:token\nu\t1\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\tb", "a\nb", "a\r", "\uD800"})
  void idsThatTheFormatCannotHoldAreRefusedAndNothingIsWritten(String id) {
    try (TempFolder folder = new TempFolder()) {
      assertThatThrownBy(() -> RecBoleFiles.write(one("films", id, HEAT), folder.dir()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("An id must not hold a tab, a line break or half a character");
      assertThatThrownBy(() -> RecBoleFiles.write(one("films", "u", Item.of(id, "")), folder.dir()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(folder.dir()).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../films", "a/b", "a\\b", ".hidden", "films.test", "a\nb"})
  void namesThatAreNoBeginningOfAFileNameAreRefused(String name) {
    try (TempFolder folder = new TempFolder()) {
      assertThatThrownBy(() -> RecBoleFiles.write(one(name, "u", HEAT), folder.dir()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("A data set's name must be the beginning of a file's name");
    }
  }

  @Test
  void timesThatNobodyCouldReadAreRefused() {
    try (TempFolder folder = new TempFolder()) {
      Dataset far = Dataset.builder("films").item(HEAT).interaction("u", "1", Instant.MAX).build();

      assertThatThrownBy(() -> RecBoleFiles.write(far, folder.dir()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "A time must be from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "item_id", " title\n"})
  void attributesWithTheNameOfAnotherColumnAreRefused(String name) {
    try (TempFolder folder = new TempFolder()) {
      Dataset dataset = one("films", "u", Item.of("1", "Heat").with(name, "x"));

      assertThatThrownBy(() -> RecBoleFiles.write(dataset, folder.dir()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("An attribute's name must not be that of another column, was");
    }
  }

  @Test
  void aFolderWithAtomicFilesIsNotWrittenInto() {
    try (TempFolder folder = Fixtures.folder("recbole-splits")) {
      assertThatThrownBy(() -> RecBoleFiles.write(one("films", "u", HEAT), folder.dir()))
          .isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(FileAlreadyExistsException.class);
      assertThat(folder.file("films.item")).doesNotExist();
    }
  }

  private static Dataset one(String name, String user, Item item) {
    return Dataset.builder(name).item(item).interaction(user, item.id()).build();
  }
}
