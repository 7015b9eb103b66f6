package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agp.cli.PublicDataset.Edition;
import io.agp.experiments.read.Datasets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataGetCommandTest {
  @TempDir private Path temp;

  private static Cli check(String name, Path folder) {
    return Cli.run("data", "get", name, "--data", folder.toString());
  }

  private Path folderWith(String... files) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("set"));
    for (String file : files) {
      Files.writeString(folder.resolve(file), "{}\n");
    }
    return folder;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ml-1m",
        "ml-100k",
        "ml-latest-small",
        "amazon-movies-tv",
        "amazon-video-games",
        "yelp",
        "goodreads",
        "lastfm"
      })
  void everySetHasAPageTermsFilesAndCounts(String name) {
    Cli get = Cli.run("data", "get", name);

    assertThat(get.exitCode).as(get.err).isZero();
    assertThat(get.out).contains("page:  https://", "terms: ", "into one folder DIR:", "counts by");
    assertThat(Cli.run("data", "get").out).contains("| " + name + " ");
  }

  @Test
  void theFactsAreWellFormed() {
    for (PublicDataset dataset : PublicDataset.all()) {
      assertThat(dataset.counts()).as(dataset.name()).isNotEmpty();
      assertThat(dataset.editions()).as(dataset.name()).isNotEmpty();
      for (Edition edition : dataset.editions()) {
        assertThat(URI.create(edition.page())).hasScheme("https");
        assertThat(edition.files()).hasSize(2);
        assertThat(edition.formats()).isNotEmpty();
        edition
            .archive()
            .flatMap(PublicDataset.Archive::md5)
            .ifPresent(
                md5 -> {
                  assertThat(md5).matches("[0-9a-f]{32}");
                  assertThat(edition.archive().orElseThrow().published()).isPresent();
                });
      }
    }
  }

  @Test
  void everyFormatIsOneThatIsRead() {
    Set<String> read = Datasets.formats().keySet();
    assumeTrue(read.containsAll(List.of("lastfm", "yelp")), "only some formats are read");

    assertThat(PublicDataset.all())
        .flatExtracting(PublicDataset::editions)
        .flatExtracting(Edition::formats)
        .allSatisfy(format -> assertThat(read).contains(format));
  }

  @Test
  void aCheckSumStandsWithThePageThatHasIt() {
    assertThat(Cli.run("data", "get", "ml-1m").lines())
        .contains(
            "  MD5:   c4d9eecfca2ab87c1945afe126590906, from"
                + " https://files.grouplens.org/datasets/movielens/ml-1m.zip.md5");
  }

  @Test
  void aFolderWithTheSetIsInPlace() {
    Cli check = check("ml-latest-small", Films.folder(temp));

    assertThat(check.exitCode).as(check.out + check.err).isZero();
    assertThat(check.lines())
        .contains("  ok         ratings.csv", "  ok         format movielens")
        .last()
        .asString()
        .startsWith("The set is in place. Next: agp data inspect ");
  }

  @Test
  void packedFilesAreInPlaceToo() throws IOException {
    Path folder = Films.folder(temp);
    try (var gzip =
        new java.util.zip.GZIPOutputStream(
            Files.newOutputStream(folder.resolve("ratings.csv.gz")))) {
      Files.copy(folder.resolve("ratings.csv"), gzip);
    }
    Files.delete(folder.resolve("ratings.csv"));

    assertThat(check("ml-latest-small", folder).exitCode).isZero();
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    Path folder = Films.folder(temp);
    Files.delete(folder.resolve("movies.csv"));
    Cli check = check("ml-latest-small", folder);

    assertThat(check.exitCode).isEqualTo(2);
    assertThat(check.lines())
        .contains("  missing    movies.csv: titles and genres", "  ok         ratings.csv");
    assertThat(check.out).doesNotContain("The set is in place");
    assertThat(check.err).contains("does not hold ml-latest-small");
  }

  @Test
  void anotherSetIsWrong() {
    Cli check = check("ml-1m", Films.folder(temp));

    assertThat(check.exitCode).isEqualTo(2);
    assertThat(check.lines())
        .contains(
            "  missing    ratings.dat: the ratings",
            "  wrong      format must be movielens-1m, was movielens");
  }

  @Test
  void ofSeveralEditionsTheOneThatIsThereIsChecked() throws IOException {
    Path folder = folderWith("Movies_and_TV_5.json.gz", "meta_Movies_and_TV.json");
    Cli check = check("amazon-movies-tv", folder);

    assertThat(check.out)
        .contains(
            "edition of 2018",
            "ok         Movies_and_TV_5.json.gz",
            "ok         meta_Movies_and_TV.json");
    Files.move(folder.resolve("Movies_and_TV_5.json.gz"), folder.resolve("Movies_and_TV.jsonl.gz"));
    Files.move(
        folder.resolve("meta_Movies_and_TV.json"), folder.resolve("meta_Movies_and_TV.jsonl"));
    assertThat(check("amazon-movies-tv", folder).out).contains("edition of 2023");
  }

  @Test
  void theSameReviewsTwiceAreWrong() throws IOException {
    Cli check =
        check(
            "amazon-video-games",
            folderWith("Video_Games.json", "Video_Games_5.json", "meta_Video_Games.json"));

    assertThat(check.exitCode).isEqualTo(2);
    assertThat(check.lines())
        .contains("  wrong      only one must be there of Video_Games.json, Video_Games_5.json");
  }

  @Test
  void partsOfGoodreadsAreFoundByTheirNames() throws IOException {
    Cli check =
        check(
            "goodreads",
            folderWith(
                "goodreads_books_children.json.gz", "goodreads_interactions_children.json.gz"));

    assertThat(check.lines())
        .contains(
            "  ok         goodreads_interactions_children.json.gz",
            "  ok         goodreads_books_children.json.gz");
  }

  @Test
  void anArchiveWithAnotherCheckSumIsWrong() throws IOException {
    Path folder = folderWith("ratings.dat", "movies.dat");
    Path archive = Files.writeString(temp.resolve("ml-1m.zip"), "abc");
    Cli check = check("ml-1m", folder);

    assertThat(check.exitCode).isEqualTo(2);
    assertThat(check.lines())
        .contains(
            "  wrong      "
                + archive
                + ": MD5 must be c4d9eecfca2ab87c1945afe126590906,"
                + " was 900150983cd24fb0d6963f7d28e17f72");
  }

  @Test
  void anArchiveWithThePublishedCheckSumIsGood() throws IOException {
    Path folder = Films.folder(temp);
    Files.writeString(folder.resolve("films.zip"), "abc");
    Edition real = PublicDataset.named("ml-latest-small").editions().get(0);
    PublicDataset.Archive archive =
        new PublicDataset.Archive(
            "films.zip",
            Optional.empty(),
            Optional.of("900150983cd24fb0d6963f7d28e17f72"),
            Optional.of("https://example.org"));
    Edition edition =
        new Edition(
            "2024", real.page(), real.terms(), Optional.of(archive), real.files(), real.formats());
    FolderCheck check =
        FolderCheck.of(
            new PublicDataset("films", "Films", List.of(), List.of(), List.of(edition)), folder);

    assertThat(check.isGood()).isTrue();
    assertThat(check.findings())
        .extracting(FolderCheck.Finding::verdict)
        .containsOnly(FolderCheck.Verdict.OK);
  }

  @Test
  void latestSmallIsInPlaceWhereItIs() {
    Optional<Path> data = Cli.latestSmall();
    assumeTrue(data.isPresent(), "MovieLens latest-small is not on this machine");

    assertThat(check("ml-latest-small", data.get()).exitCode).isZero();
  }

  @Test
  void badUsageEndsWithTwo() {
    Cli unknown = Cli.run("data", "get", "netflix");

    assertThat(unknown.exitCode).isEqualTo(2);
    assertThat(unknown.err).contains("Unknown data set \"netflix\": known are ml-1m, ml-100k");
    Cli missing = check("yelp", temp.resolve("nowhere"));
    assertThat(missing.exitCode).isEqualTo(2);
    assertThat(missing.err).contains("nowhere: must be an existing folder");
    assertThat(Cli.run("data", "get", "--data", temp.toString()).exitCode).isEqualTo(2);
  }

  @Test
  void helpHasExamplesAndExitCodes() {
    assertThat(Cli.run("data", "get", "--help").out)
        .contains("agp data get ml-1m --data", "Downloads nothing", "Exit codes:");
  }
}
