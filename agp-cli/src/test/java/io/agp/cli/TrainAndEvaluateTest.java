package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.optimize.LearnedPrompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainAndEvaluateTest {
  @TempDir private Path folder;

  private Cli train(String... more) {
    String[] args = {
      "train",
      "--data",
      Cli.sampleFolder(folder).toString(),
      "--protocol",
      "sampled",
      "--train-users",
      "40",
      "--validation-users",
      "40",
      "--epochs",
      "2",
      "--run",
      folder.resolve("run").toString()
    };
    String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Cli.run(all);
  }

  @Test
  void aRunIsLearnedEvaluatedAndUsed() throws IOException {
    Cli train = train();
    assertThat(train.exitCode).as(train.err).isZero();
    LearnedPrompt prompt = LearnedPrompt.load(folder.resolve("run/prompt.json"));
    assertThat(prompt.learnedOn()).containsEntry("recommender", "Pop").containsKey("seed");

    Path json = folder.resolve("result.json");
    Cli evaluate =
        Cli.run(
            "evaluate",
            "--run",
            folder.resolve("run").toString(),
            "--users",
            "50",
            "--methods",
            "base,agp",
            "--json",
            json.toString());
    assertThat(evaluate.exitCode).as(evaluate.err).isZero();
    JsonObject agp =
        JsonObject.parse("result", Files.readString(json)).object("methods").object("agp");
    assertThat(agp.integer("n")).isEqualTo(50);
    assertThat(folder.resolve("run/test-agp.trec")).isNotEmptyFile();
    assertThat(Files.readAllLines(folder.resolve("run/test-base.jsonl"))).hasSize(50);

    Cli rerank =
        Cli.runWith(
            "{\"user\":{\"id\":1,\"history\":[]},\"candidates\":[{\"id\":5,\"title\":\"A\"},"
                + "{\"id\":6,\"title\":\"B\"}]}\n",
            "rerank",
            "--run",
            folder.resolve("run").toString());
    assertThat(rerank.exitCode).isZero();
    assertThat(rerank.lines()).hasSize(1);
  }

  @Test
  void aLearnedPromptIsNotOverwritten() throws IOException {
    Files.createDirectories(folder.resolve("run"));
    Files.writeString(folder.resolve("run/prompt.json"), "{}");
    Cli train = train();

    assertThat(train.exitCode).isEqualTo(2);
    assertThat(train.err).contains("holds a learned prompt already");
  }

  @Test
  void dataThatChangedSinceTheRunIsRefused() throws IOException {
    assertThat(train().exitCode).isZero();
    Path ratings = folder.resolve("films/ratings.csv");
    String text = Files.readString(ratings);
    String firstUser = text.lines().skip(1).findFirst().orElseThrow().split(",", -1)[0];
    Files.writeString(
        ratings,
        text.lines()
                .filter(line -> !line.startsWith(firstUser + ","))
                .collect(java.util.stream.Collectors.joining("\n"))
            + "\n");
    Cli evaluate = Cli.run("evaluate", "--run", folder.resolve("run").toString());

    assertThat(evaluate.exitCode).isEqualTo(2);
    assertThat(evaluate.err).contains("The data is not what the run learned from");
  }

  @Test
  void aLimitEndsWithFour() {
    Cli train = train("--max-calls", "30");

    assertThat(train.exitCode).isEqualTo(4);
    assertThat(train.err).contains("The limit of 30 calls is reached");
  }

  @Test
  void badInputEndsWithTwo() {
    assertThat(
            Cli.run("train", "--data", "nowhere", "--run", folder.resolve("x").toString()).exitCode)
        .isEqualTo(2);
    assertThat(Cli.run("train").exitCode).isEqualTo(2);
    assertThat(Cli.run("nonsense").exitCode).isEqualTo(2);
    assertThat(train("--recommender", "magic").err).contains("Unknown recommender \"magic\"");
    assertThat(Cli.run("evaluate", "--run", folder.toString()).exitCode).isEqualTo(2);
  }

  @Test
  void aTrainedRecommenderOnConvertedDataIsKeptForTheEvaluation() {
    Path recbole = folder.resolve("recbole");
    Cli convert =
        Cli.run(
            "data",
            "convert",
            Cli.sampleFolder(folder).toString(),
            "--to",
            "recbole",
            "--out",
            recbole.toString());
    assertThat(convert.exitCode).as(convert.err).isZero();
    Path run = folder.resolve("run");
    Cli train =
        Cli.run(
            "train",
            "--data",
            recbole.toString(),
            "--recommender",
            "sasrec:dimensions=8,epochs=10",
            "--protocol",
            "sampled",
            "--train-users",
            "20",
            "--validation-users",
            "20",
            "--epochs",
            "1",
            "--run",
            run.toString());
    assertThat(train.exitCode).as(train.err).isZero();
    assertThat(train.err).contains("SASRec epoch 10");
    assertThat(run.resolve("recommender.safetensors")).isNotEmptyFile();
    assertThat(run.resolve("recommender.checkpoint")).doesNotExist();

    Cli evaluate =
        Cli.run("evaluate", "--run", run.toString(), "--users", "20", "--methods", "base");
    assertThat(evaluate.exitCode).as(evaluate.err).isZero();
    assertThat(evaluate.err).doesNotContain("epoch");
    assertThat(run.resolve("test-samples.jsonl")).isNotEmptyFile();
  }

  @Test
  void aPromptForEachUserIsLearnedEvaluatedAndUsed() {
    Cli train = train("--method", "rpp", "--domain", "movies", "--iterations", "2", "--seed", "3");
    assertThat(train.exitCode).as(train.err).isZero();
    assertThat(train.out).contains("finished after 2 iteration(s)", "policy.json");
    Path run = folder.resolve("run");

    Cli evaluate = Cli.run("evaluate", "--run", run.toString(), "--users", "40");
    assertThat(evaluate.exitCode).as(evaluate.err).isZero();
    assertThat(evaluate.out).contains("| Manual ", "| RPP ", "RPP - Manual in NDCG@10");
    assertThat(run.resolve("test-rpp.trec")).isNotEmptyFile();

    Cli requests =
        Cli.run("recommend", "--data", folder.resolve("films").toString(), "--user", "7");
    Cli rerank = Cli.runWith(requests.out, "rerank", "--run", run.toString());
    assertThat(rerank.exitCode).as(rerank.err).isZero();
    assertThat(rerank.lines()).hasSize(1).first().asString().contains("\"user\":\"7\"");
  }

  @Test
  void aMethodThatTheRunDidNotLearnIsRefused() {
    assertThat(train().exitCode).isZero();
    Cli cli =
        Cli.run("evaluate", "--run", folder.resolve("run").toString(), "--methods", "base,rpp");

    assertThat(cli.exitCode).isEqualTo(2);
    assertThat(cli.err).contains("Method \"rpp\" needs a run that learned it");
    assertThat(
            Cli.run("train", "--method", "magic", "--run", folder.resolve("x").toString()).exitCode)
        .isEqualTo(2);
  }

  @Test
  void anEncoderThatIsNotOnTheClassPathIsRefusedBeforeTheRun() {
    Cli train = train("--method", "rpp", "--encoder", "minilm");

    assertThat(train.exitCode).isEqualTo(2);
    assertThat(train.err).contains("--encoder", "\"minilm\"", "agp-encoder-onnx");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"enumeration", "grips"})
  void aFixedPromptIsABaselineOfItsOwn(String method) {
    Cli train = train("--method", method, "--domain", "movies");
    assertThat(train.exitCode).as(train.err).isZero();
    Cli evaluate = Cli.run("evaluate", "--run", folder.resolve("run").toString(), "--users", "30");

    assertThat(evaluate.exitCode).as(evaluate.err).isZero();
    assertThat(evaluate.out).contains("| Manual ", "| Fixed ", "Fixed - Manual in NDCG@10");
  }
}
