package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists go out as files, and come back as somebody else's. */
class RecommendAndScoreTest {
  @TempDir private Path folder;

  private Cli candidates(String recommender, String form, String file, String... more) {
    String[] args = {
      "candidates",
      "--data",
      Cli.sampleFolder(folder.resolve(form + recommender)).toString(),
      "--recommender",
      recommender,
      "--top-k",
      "10",
      "--as",
      form,
      "--out",
      folder.resolve(file).toString()
    };
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Cli.run(all);
  }

  @Test
  void recommendationsAreRequestsThatRerankReads() {
    Cli recommend =
        Cli.run(
            "recommend",
            "--data",
            Cli.sampleFolder(folder).toString(),
            "--user",
            "7",
            "--user",
            "3",
            "--top-k",
            "4",
            "--history",
            "2");
    assertThat(recommend.exitCode).as(recommend.err).isZero();
    JsonObject first = JsonObject.parse("line", recommend.lines().get(0));
    assertThat(first.object("user").string("id")).isEqualTo("7");
    assertThat(first.object("user").objects("history", false)).hasSize(2);
    assertThat(first.objects("candidates", false))
        .hasSize(4)
        .allSatisfy(item -> assertThat(item.string("title")).isNotBlank());

    Cli rerank = Cli.runWith(recommend.out, "rerank", "--method", "dir");
    assertThat(rerank.exitCode).as(rerank.err).isZero();
    assertThat(rerank.lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).doesNotContain("\"error\""));
  }

  @Test
  void anUnknownUserIsNamed() {
    Cli cli =
        Cli.run("recommend", "--data", Cli.sampleFolder(folder).toString(), "--user", "nobody");

    assertThat(cli.exitCode).isEqualTo(2);
    assertThat(cli.err).contains("--user nobody is no user of the data");
  }

  @Test
  void theSameListsScoreTheSameInEitherForm() throws IOException {
    assertThat(candidates("pop", "tsv", "pop.tsv").exitCode).isZero();
    assertThat(candidates("pop", "trec", "pop.trec").exitCode).isZero();
    assertThat(candidates("itemknn", "tsv", "knn.tsv").out)
        .contains("240 users, top 10 of ItemKNN");
    Path json = folder.resolve("scores.json");
    Cli score =
        Cli.run(
            "score",
            "--data",
            Cli.sampleFolder(folder).toString(),
            folder.resolve("pop.tsv").toString(),
            folder.resolve("pop.trec").toString(),
            folder.resolve("knn.tsv").toString(),
            "--json",
            json.toString());

    assertThat(score.exitCode).as(score.err).isZero();
    var runs = JsonObject.parse("scores", Files.readString(json)).objects("runs", false);
    assertThat(runs).hasSize(3);
    assertThat(runs.get(0).fields().get("ndcg@10")).isEqualTo(runs.get(1).fields().get("ndcg@10"));
    assertThat(runs.get(2).fields().get("ndcg@10"))
        .isNotEqualTo(runs.get(0).fields().get("ndcg@10"));
  }

  @Test
  void aListThatWasMadeElsewhereIsABaseToTrainOn() {
    assertThat(candidates("itemknn", "tsv", "lists.tsv").exitCode).isZero();
    Cli train =
        Cli.run(
            "train",
            "--data",
            Cli.sampleFolder(folder).toString(),
            "--recommender",
            "file:" + folder.resolve("lists.tsv"),
            "--protocol",
            "sampled",
            "--train-users",
            "20",
            "--validation-users",
            "20",
            "--epochs",
            "1",
            "--run",
            folder.resolve("run").toString());

    assertThat(train.exitCode).as(train.err).isZero();
  }

  @Test
  void vectorsOfARecommenderThatHasNoneAreRefused() {
    Cli cli =
        candidates("pop", "tsv", "pop.tsv", "--embeddings", folder.resolve("v.jsonl").toString());

    assertThat(cli.exitCode).isEqualTo(2);
    assertThat(cli.err).contains("need a recommender that is trained, Pop has no vectors");
  }

  @Test
  void aDamagedRunIsNamedWithItsLine() throws IOException {
    Path run = Files.writeString(folder.resolve("bad.trec"), "1 Q0 5 1 0.5 x\n1 Q0 6 2 high x\n");
    Cli cli = Cli.run("score", "--data", Cli.sampleFolder(folder).toString(), run.toString());

    assertThat(cli.exitCode).isEqualTo(2);
    assertThat(cli.err).contains("bad.trec, line 2", "high");
  }

  @Test
  void whatIsWrongIsSaidBeforeTheTraining() {
    Cli k =
        Cli.run(
            "candidates", "--recommender", "sasrec", "--top-k", "0", "--out", folder + "/a.tsv");
    Cli out = candidates("sasrec", "tsv", "nowhere/a.tsv");

    assertThat(k.err).contains("--top-k must be at least 1, was 0").doesNotContain("epoch");
    assertThat(out.err).contains("--out", "must exist").doesNotContain("epoch");
    assertThat(Cli.run("recommend", "--top-k", "0").exitCode).isEqualTo(2);
  }

  @Test
  void aTrainedRecommenderLeavesItsModelAndItsVectors() throws IOException {
    Path model = folder.resolve("bpr.safetensors");
    Path vectors = folder.resolve("vectors.jsonl");
    Cli cli =
        candidates(
            "bpr-mf:epochs=2,dimensions=4",
            "tsv",
            "bpr.tsv",
            "--save-model",
            model.toString(),
            "--embeddings",
            vectors.toString());
    Cli again = candidates("model:" + model, "tsv", "again.tsv");

    assertThat(cli.exitCode).as(cli.err).isZero();
    assertThat(again.exitCode).as(again.err).isZero();
    assertThat(folder.resolve("again.tsv")).hasSameTextualContentAs(folder.resolve("bpr.tsv"));
    assertThat(Files.readAllLines(vectors)).hasSize(1 + 240 + 204);
  }
}
