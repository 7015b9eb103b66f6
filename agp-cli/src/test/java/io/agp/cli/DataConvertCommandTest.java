package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agp.Item;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.read.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataConvertCommandTest {
  @TempDir private Path temp;

  private Cli convert(Path folder, String to, Path out, String... more) {
    List<String> args =
        new java.util.ArrayList<>(
            List.of("data", "convert", folder.toString(), "--to", to, "--out", out.toString()));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  private static List<JsonObject> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(line -> JsonObject.parse("line", line)).toList();
  }

  /** The tables, read by what the mapping says. */
  private static Dataset readTables(String name, Path folder) throws IOException {
    JsonObject mapping =
        JsonObject.parse("mapping", Files.readString(folder.resolve("agp-data.json")));
    JsonObject items = mapping.object("items");
    JsonObject columns = items.object("attributes");
    Dataset.Builder dataset = Dataset.builder(name);
    for (JsonObject line : lines(folder.resolve(items.string("file")))) {
      Map<String, String> attributes = new LinkedHashMap<>();
      for (String attribute : columns.fields().keySet()) {
        String value = line.optionalString(columns.string(attribute));
        if (value != null) {
          attributes.put(attribute, value);
        }
      }
      dataset.item(
          new Item(
              line.string(items.string("id")), line.string(items.string("title")), attributes));
    }
    JsonObject interactions = mapping.object("interactions");
    interactions.requireString("timeUnit", "iso");
    for (JsonObject line : lines(folder.resolve(interactions.string("file")))) {
      dataset.interaction(
          line.string(interactions.string("user")),
          line.string(interactions.string("item")),
          Instant.parse(line.string(interactions.string("time"))));
    }
    return dataset.build();
  }

  private static void requireEqual(Dataset read, Dataset expected) {
    assertThat(List.copyOf(read.items().values()))
        .isEqualTo(List.copyOf(expected.items().values()));
    assertThat(read.users()).isEqualTo(expected.users());
  }

  @Test
  void jsonLinesReadBackEqual() throws IOException {
    Path folder = Cli.sampleFolder(temp);
    Path out = temp.resolve("new/jsonl");
    Cli convert = convert(folder, "jsonl", out);

    assertThat(convert.exitCode).as(convert.err).isZero();
    assertThat(convert.out).contains("Dataset[films: ", "240 users", out + " as jsonl");
    requireEqual(readTables("films", out), Datasets.read(folder, "movielens"));
    try (var files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("items.jsonl", "interactions.jsonl", "agp-data.json");
    }
  }

  @Test
  void aLineHasTheDocumentedFields() throws IOException {
    Path out = temp.resolve("jsonl");
    convert(Films.folder(temp), "jsonl", out);

    assertThat(Files.readAllLines(out.resolve("items.jsonl")))
        .hasSize(4)
        .startsWith(
            "{\"id\":\"1\",\"title\":\"Heat (1995)\","
                + "\"year\":\"1995\",\"genres\":\"Action, Crime\"}");
    assertThat(Files.readAllLines(out.resolve("interactions.jsonl")))
        .hasSize(5)
        .startsWith("{\"user\":\"7\",\"item\":\"1\",\"time\":\"1970-01-01T00:16:40Z\"}");
  }

  @Test
  void jsonLinesKeepTheSplitOfTheSourceAndUnknownTimes() throws IOException {
    Dataset dataset =
        Dataset.builder("d")
            .item(Item.of("1", "A"))
            .item(Item.of("2", "B"))
            .item(Item.of("3", "C"))
            .interaction("u", "1")
            .interaction("u", "2")
            .interaction("u", "3")
            .interaction("v", "3")
            .heldOut("u", "3", "1")
            .build();
    TableFiles.write(dataset, TableLayout.JSONL, temp);

    assertThat(Files.readAllLines(temp.resolve("interactions.jsonl")))
        .containsExactly(
            "{\"user\":\"u\",\"item\":\"2\"}",
            "{\"user\":\"u\",\"item\":\"3\",\"heldOut\":\"validation\"}",
            "{\"user\":\"u\",\"item\":\"1\",\"heldOut\":\"test\"}",
            "{\"user\":\"v\",\"item\":\"3\"}");
    assertThat(
            JsonObject.parse("mapping", Files.readString(temp.resolve("agp-data.json")))
                .object("interactions")
                .fields())
        .doesNotContainKeys("time", "timeUnit");
  }

  @Test
  void commaSeparatedValuesHaveAHeaderAndAreQuoted() throws IOException {
    Item odd =
        new Item("1", "A \"b\", c", new LinkedHashMap<>(Map.of("title", "other\nline", "x", " ")));
    Dataset dataset =
        Dataset.builder("d")
            .item(odd)
            .item(Item.of("2", ""))
            .interaction("u", "1", Instant.ofEpochMilli(1_500))
            .interaction("u", "2")
            .build();
    TableFiles.write(dataset, TableLayout.CSV, temp);

    assertThat(Files.readString(temp.resolve("items.csv")))
        .isEqualTo("id,title,attribute.title\n1,\"A \"\"b\"\", c\",\"other\nline\"\n2,,\n");
    assertThat(Files.readString(temp.resolve("interactions.csv")))
        .isEqualTo("user,item,time\nu,2,\nu,1,1970-01-01T00:00:01.500Z\n");
    assertThat(
            JsonObject.parse("mapping", Files.readString(temp.resolve("agp-data.json")))
                .object("items")
                .object("attributes")
                .fields())
        .isEqualTo(Map.of("title", "attribute.title"));
  }

  @Test
  void atomicFilesHaveAllInteractionsAndItems() throws IOException {
    Path out = temp.resolve("atomic");
    Cli convert = convert(Films.folder(temp), "recbole", out);

    assertThat(convert.exitCode).as(convert.err).isZero();
    List<String> interactions = Files.readAllLines(out.resolve("films.inter"));
    assertThat(interactions).hasSize(6);
    assertThat(interactions.get(0)).startsWith("user_id:token\titem_id:token");
    assertThat(interactions.get(1)).startsWith("7\t1\t");
    assertThat(Files.readAllLines(out.resolve("films.item"))).hasSize(5);
  }

  @Test
  void atomicFilesReadBackEqual() {
    assumeTrue(Datasets.formats().containsKey("recbole"), "recbole is not read");
    Path folder = Cli.sampleFolder(temp);
    Path out = temp.resolve("atomic");
    convert(folder, "recbole", out);

    requireEqual(Datasets.read(out, "recbole"), Datasets.read(folder, "movielens"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "jsonl"})
  void ownTablesReadBackEqual(String to) {
    assumeTrue(Datasets.formats().containsKey("table"), "own tables are not read");
    Path folder = Cli.sampleFolder(temp);
    Path out = temp.resolve("tables");
    convert(folder, to, out);

    requireEqual(Datasets.read(out, "auto"), Datasets.read(folder, "movielens"));
  }

  @Test
  void filesOfTheSameNamesAreReplacedWithForceInEveryFormat() throws IOException {
    Path folder = Films.folder(temp);
    for (String to : List.of("recbole", "csv", "jsonl")) {
      Path out = temp.resolve(to);
      assertThat(convert(folder, to, out, "--core", "2").exitCode).isZero();
      assertThat(convert(folder, to, out).exitCode).isEqualTo(2);
      assertThat(convert(folder, to, out, "--force").exitCode).isZero();
      try (var files = Files.list(out)) {
        assertThat(files.filter(file -> file.getFileName().toString().startsWith(".")).count())
            .isZero();
      }
    }
    assertThat(Files.readAllLines(temp.resolve("recbole/films.item"))).hasSize(5);
    assertThat(Files.readAllLines(temp.resolve("csv/items.csv"))).hasSize(5);
  }

  @Test
  void aWriterThatFailsLeavesTheFolderAsItWas() throws IOException {
    Files.writeString(temp.resolve("items.csv"), "mine");

    assertThatThrownBy(
            () ->
                NewFiles.write(
                    temp,
                    folder -> {
                      writeHalf(folder.resolve("items.csv"));
                      throw new IllegalArgumentException("an id holds a tab");
                    }))
        .hasMessage("an id holds a tab");
    assertThat(temp.resolve("items.csv")).hasContent("mine");
    try (var files = Files.list(temp)) {
      assertThat(files).hasSize(1);
    }
  }

  private static void writeHalf(Path file) {
    try {
      Files.writeString(file, "half");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theFiltersApply() throws IOException {
    Path out = temp.resolve("jsonl");
    convert(Films.folder(temp), "jsonl", out, "--core", "2");

    assertThat(lines(out.resolve("items.jsonl"))).hasSize(2);
    assertThat(lines(out.resolve("interactions.jsonl"))).hasSize(4);
  }

  @Test
  void filesAreNotOverwrittenWithoutForce() throws IOException {
    Path folder = Films.folder(temp);
    Path out = Files.createDirectory(temp.resolve("out"));
    Files.writeString(out.resolve("items.jsonl"), "mine");
    Cli refused = convert(folder, "jsonl", out);

    assertThat(refused.exitCode).isEqualTo(2);
    assertThat(refused.err).contains("must be new or empty", "--force");
    assertThat(out.resolve("items.jsonl")).hasContent("mine");
    assertThat(convert(folder, "jsonl", out, "--force").exitCode).isZero();
    assertThat(lines(out.resolve("items.jsonl"))).hasSize(4);
  }

  @Test
  void theDataItselfIsNeverTheTarget() {
    Path folder = Films.folder(temp);
    Cli convert = convert(folder, "jsonl", folder.resolve("../films"), "--force");

    assertThat(convert.exitCode).isEqualTo(2);
    assertThat(convert.err).contains("must be another folder than the data");
    assertThat(folder.resolve("items.jsonl")).doesNotExist();
  }

  @Test
  void dataThatCannotBeReadWritesNothing() {
    Path out = temp.resolve("out");
    Path folder = Films.folder(temp, List.of("7,1,4.0,1000", "7,99,4.0,2000"));
    Cli convert = convert(folder, "jsonl", out);

    assertThat(convert.exitCode).isEqualTo(2);
    assertThat(convert.err).contains("ratings.csv, line 3, field movieId", "\"99\"");
    assertThat(out).doesNotExist();
  }

  @Test
  void badUsageEndsWithTwo() throws IOException {
    Path folder = Films.folder(temp);
    Path file = Files.writeString(temp.resolve("file"), "");

    assertThat(convert(folder, "parquet", temp.resolve("out")).exitCode).isEqualTo(2);
    assertThat(convert(folder, "jsonl", file).exitCode).isEqualTo(2);
    assertThat(convert(folder, "jsonl", file, "--force").exitCode).isEqualTo(2);
    assertThat(Cli.run("data", "convert", folder.toString()).exitCode).isEqualTo(2);
  }
}
