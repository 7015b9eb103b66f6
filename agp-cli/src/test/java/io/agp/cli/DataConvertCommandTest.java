package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;
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

  private static Dataset readJsonLines(String name, Path folder) throws IOException {
    Dataset.Builder dataset = Dataset.builder(name);
    for (JsonObject line : lines(folder.resolve("items.jsonl"))) {
      Map<String, String> attributes = new LinkedHashMap<>();
      JsonObject facts = line.object("attributes");
      facts.fields().keySet().forEach(key -> attributes.put(key, facts.string(key)));
      dataset.item(new Item(line.string("id"), line.string("title"), attributes));
    }
    for (JsonObject line : lines(folder.resolve("interactions.jsonl"))) {
      dataset.interaction(
          line.string("user"), line.string("item"), Instant.parse(line.string("time")));
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
    requireEqual(readJsonLines("films", out), Datasets.read(folder, "movielens"));
    try (var files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("items.jsonl", "interactions.jsonl");
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
                + "\"attributes\":{\"year\":\"1995\",\"genres\":\"Action, Crime\"}}");
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
    JsonLinesFiles.write(dataset, temp);

    assertThat(Files.readAllLines(temp.resolve("interactions.jsonl")))
        .containsExactly(
            "{\"user\":\"u\",\"item\":\"2\"}",
            "{\"user\":\"u\",\"item\":\"3\",\"heldOut\":\"validation\"}",
            "{\"user\":\"u\",\"item\":\"1\",\"heldOut\":\"test\"}",
            "{\"user\":\"v\",\"item\":\"3\"}");
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
