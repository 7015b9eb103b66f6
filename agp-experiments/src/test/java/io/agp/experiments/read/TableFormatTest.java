package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableFormatTest {
  private static final String[] MAPPING = {
    "{",
    "  \"interactions\": {",
    "    \"file\": \"orders.csv\",",
    "    \"delimiter\": \";\",",
    "    \"charset\": \"ISO-8859-1\",",
    "    \"user\": \"customer\",",
    "    \"item\": \"sku\",",
    "    \"time\": \"bought\",",
    "    \"timeUnit\": \"dd.MM.yyyy HH:mm\",",
    "    \"timeZone\": \"Europe/Berlin\",",
    "    \"rating\": \"stars\"",
    "  },",
    "  \"items\": {",
    "    \"file\": \"products.jsonl\",",
    "    \"id\": \"sku\",",
    "    \"title\": \"name\",",
    "    \"attributes\": {\"brand\": \"maker\", \"category\": \"groups\"}",
    "  }",
    "}"
  };

  @TempDir Path dir;

  private TestFolder folder(String... mapping) {
    return new TestFolder(dir)
        .with("agp-data.json", mapping)
        .with(
            "orders.csv",
            "sku;customer;note;bought;stars\r\n7;Zoë;\"a;\nb\";24.12.2020 18:00;4,5\r\n"
                .replace("4,5", "4.5")
                .getBytes(StandardCharsets.ISO_8859_1))
        .with(
            "products.jsonl",
            "{\"sku\": 7, \"name\": \"Tea &amp; Co\", \"maker\": null, \"groups\": [\"Tea\", \"Hot\"]}",
            "{\"sku\": 8, \"name\": \"Cup\", \"maker\": \"Clay\"}");
  }

  @Test
  void aMappingNamesFilesAndColumns() {
    Dataset dataset = folder(MAPPING).read();

    assertThat(dataset.items().values())
        .containsExactly(Item.of("7", "Tea & Co").with("category", "Tea, Hot"));
    assertThat(dataset.users().get(0).id()).isEqualTo("Zoë");
    assertThat(dataset.users().get(0).history().get(0).time())
        .contains(Instant.parse("2020-12-24T17:00:00Z"));
    assertThat(TestFolder.problems(dataset))
        .containsExactly("1 x item without an interaction that is kept: left out");
  }

  @Test
  void itemsAndTimesAndRatingsMayBeAbsent() {
    Dataset dataset =
        new TestFolder(dir)
            .with(
                "agp-data.json",
                "{\"interactions\": {\"file\": \"o.csv\", \"delimiter\": \"\\t\", \"user\": \"u\","
                    + " \"item\": \"i\"}}")
            .packed("o.csv", "\uFEFFu\ti", "1\tb", "", "1\ta")
            .read();

    assertThat(dataset.users().get(0).history())
        .extracting(contact -> contact.item().id())
        .containsExactly("b", "a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"rating\"|\"stars\"|, line 11, field interactions.stars: must be one of the keys file,",
        "\"interactions\"|\"events\"|, line 2, field events: must be one of the keys jdbc,",
        "\"brand\": \"maker\"|\"brand\": \"\"|, line 17, field items.attributes.brand: must not be",
        "\"brand\": \"maker\"|\"brand\": 5|, line 17, field items.attributes.brand: must be a text",
        "\"brand\": \"maker\"|\" \": \"maker\"|, line 17, field items.attributes. : must not be a blank",
        "\"brand\"|\"category\"|, line 17: must have the key items.attributes.category once",
        "\"user\": \"customer\",||, line 2: must have the key interactions.user",
        "\"delimiter\": \";\"|\"delimiter\": \",,\"|, line 4, field interactions.delimiter: must be one",
        "ISO-8859-1|latin|, line 5, field interactions.charset: must be a character set",
        "Europe/Berlin|Mars|, line 10, field interactions.timeZone: must be a time zone",
        "dd.MM.yyyy HH:mm|oops|, line 9, field interactions.timeUnit: must be seconds, milli",
        "\"timeUnit\"|\"query\"|, line 3, field interactions.file: must be given, or else query",
        "orders.csv|../orders.csv|, line 3, field interactions.file: must be a file in the folder",
        "orders.csv|/etc/hosts|, line 3, field interactions.file: must be a file in the folder",
        "\"file\": \"products.jsonl\"|\"query\": \"select 1\"|, line 1: must have the key jdbc",
        "\"items\": {|\"items\": [{|, line 19: must be one JSON object:",
      })
  void aMistakeInTheMappingIsLocated(String from, String to, String message) {
    String[] mapping = String.join("\n", MAPPING).replace(from, to == null ? "" : to).split("\n");

    assertThatThrownBy(() -> folder(mapping).read())
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(dir.resolve("agp-data.json") + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "customer|client|orders.csv, line 1, field header: must name the column client",
        "stars|note|orders.csv, line 3, field note: must be a number",
        "\"bought\"|\"stars\"|orders.csv, line 3, field stars: must be a time of the form dd.MM",
        "\"maker\"|\"Maker\"|products.jsonl: must have the field Maker in some record",
        "\"title\": \"name\"|\"title\": \"nome\"|products.jsonl: must have the field nome in some",
        "orders.csv|none.csv|none.csv: must be an existing file",
      })
  void aMistakeInTheDataIsLocated(String from, String to, String message) {
    String[] mapping = String.join("\n", MAPPING).replace(from, to).split("\n");

    assertThatThrownBy(() -> folder(mapping).read())
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(dir.resolve(message.substring(0, 5)).getParent() + "/" + message);
  }

  @Test
  void anEmptyMappingSaysWhatIsMissing() {
    assertThatThrownBy(() -> folder("{}").read())
        .isInstanceOf(DataException.class)
        .hasMessage(dir.resolve("agp-data.json") + ", line 1: must have the key interactions");
  }

  @Test
  void theMappingOfTheManualIsTheOneTestedHere() throws Exception {
    Path manual =
        Stream.iterate(
                Path.of(System.getProperty("user.dir")).toAbsolutePath(),
                parent -> parent != null,
                Path::getParent)
            .map(parent -> parent.resolve("docs/data.md"))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow();

    assertThat(Files.readString(manual)).contains("```json\n" + String.join("\n", MAPPING));
  }
}
