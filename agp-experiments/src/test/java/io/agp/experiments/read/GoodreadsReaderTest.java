package io.agp.experiments.read;

import static io.agp.experiments.read.JsonSamples.GOODREADS_AUTHOR;
import static io.agp.experiments.read.JsonSamples.GOODREADS_BOOK;
import static io.agp.experiments.read.JsonSamples.GOODREADS_INTERACTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoodreadsReaderTest {
  private static final String DATE = "Tue Nov 17 11:37:35 -0800 2015";

  @TempDir Path dir;

  private TestFolder folder() {
    return new TestFolder(dir);
  }

  @Test
  void booksAreItemsAndAuthorsHaveNames() {
    Dataset dataset =
        folder()
            .with("interactions.json", GOODREADS_INTERACTION)
            .with("books.json", GOODREADS_BOOK)
            .packed("authors.json.gz", GOODREADS_AUTHOR)
            .read();

    assertThat(dataset.items().values())
        .containsExactly(
            Item.of("7", "Tides")
                .with("year", "1999")
                .with("genres", "sea stories")
                .with("author", "Ann Lee")
                .with("description", "On seas."));
    assertThat(dataset.users().get(0).history().get(0).time())
        .contains(Instant.parse("2015-11-17T19:37:35Z"));
    assertThat(dataset.problems()).isEmpty();
  }

  @Test
  void withoutTheFileOfAuthorsBooksHaveNone() {
    Dataset dataset =
        folder()
            .with("interactions.json", GOODREADS_INTERACTION)
            .with("books.json", GOODREADS_BOOK.replace("\"1999\"", "\"\""))
            .read();

    assertThat(dataset.items().get("7").attributes()).containsOnlyKeys("genres", "description");
  }

  @Test
  void zeroIsNoRating() {
    folder()
        .with(
            "interactions.json",
            GOODREADS_INTERACTION,
            GOODREADS_INTERACTION
                .replace("\"rating\": 5", "\"rating\": 0")
                .replace("\"7\"", "\"8\""))
        .with("books.json", GOODREADS_BOOK);

    Dataset all = Datasets.read(dir, "goodreads");
    Dataset rated = Datasets.read(dir, "goodreads", ReadOptions.DEFAULT.withMinRating(0));

    assertThat(all.interactions()).isEqualTo(2);
    assertThat(rated.interactions()).isEqualTo(1);
  }

  @Test
  void datesAreEnglishWhateverTheDefaultLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.CHINA);
      assertThat(folder().with("interactions.json", GOODREADS_INTERACTION).read().interactions())
          .isEqualTo(1);
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Wed Nov 17 11:37:35 -0800 2015",
        "2015-11-17",
        "Tue Nov 17 11:37:35 -0800 0015"
      })
  void anotherDateIsMalformed(String date) {
    TestFolder folder =
        folder().with("interactions.json", GOODREADS_INTERACTION.replace(DATE, date));

    assertThatThrownBy(folder::read)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("interactions.json, line 1, field date_added: must be a");
  }

  @Test
  void aFolderWithoutInteractionsIsRefused() {
    folder().with("books.json", GOODREADS_BOOK);

    assertThatThrownBy(() -> Datasets.read(dir, "goodreads"))
        .isInstanceOf(DataException.class)
        .hasMessage(dir + ": must hold interactions of Goodreads");
  }
}
