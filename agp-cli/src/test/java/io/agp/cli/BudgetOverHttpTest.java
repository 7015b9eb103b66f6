package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.experiments.data.Dataset;
import io.agp.experiments.read.SampleData;
import io.agp.llm.LlmClient;
import io.agp.testkit.Catalogue;
import io.agp.testkit.SimulatedLlm;
import io.agp.testkit.SimulatedLlmServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits on the wire: the whole command, the real HTTP client, sixteen calls at once. */
class BudgetOverHttpTest {
  private static final String MODEL = "priced";

  private final Dataset films = SampleData.load();
  private final LlmClient simulated =
      SimulatedLlm.builder().catalogue(Catalogue.of(films.items().values())).seed(1).build();
  @TempDir private Path folder;

  private Cli train(SimulatedLlmServer server, String run, String... more) {
    List<String> args = new ArrayList<>(arguments(server, run));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  private List<String> arguments(SimulatedLlmServer server, String run) {
    return List.of(
        "train",
        "--data",
        Cli.sampleFolder(folder).toString(),
        "--protocol",
        "sampled",
        "--train-users",
        "8",
        "--validation-users",
        "4",
        "--batch-size",
        "4",
        "--epochs",
        "1",
        "--provider",
        "openai",
        "--model",
        MODEL,
        "--base-url",
        server.baseUrl(),
        "--max-output-tokens",
        "400",
        "--run",
        folder.resolve(run).toString());
  }

  private Path prices() throws IOException {
    return Files.writeString(
        folder.resolve("prices.json"),
        "{\"format\":\"agp-prices-1\",\"prices\":[{\"model\":\"priced\",\"from\":\"2020-01-01\","
            + "\"source\":\"made up for this test\",\"input\":2,\"cachedInput\":1,\"output\":8}]}");
  }

  private JsonObject ledger(String run) throws IOException {
    Path file = folder.resolve(run).resolve("ledger.json");
    return JsonObject.parse(file.toString(), Files.readString(file)).object("total");
  }

  private long tokens(String run) throws IOException {
    JsonObject total = ledger(run);
    return (long) total.integer("input") + total.integer("output") + total.integer("assumed");
  }

  @Test
  void noLimitOnCallsIsEverExceededByOne() throws IOException {
    try (SimulatedLlmServer server = SimulatedLlmServer.start(simulated)) {
      assertThat(train(server, "whole").exitCode).isZero();
      int total = server.requests().size();
      assertThat(ledger("whole").integer("calls")).isEqualTo(total);
      for (int limit = 0; limit <= total; limit++) {
        int before = server.requests().size();
        Cli limited = train(server, "calls-" + limit, "--max-calls", Integer.toString(limit));

        assertThat(server.requests().size() - before).isEqualTo(limit);
        assertThat(limited.exitCode).as(limited.err).isEqualTo(limit < total ? 4 : 0);
      }
    }
  }

  @Test
  void tokensAndMoneyStayBelowTheirLimits() throws IOException {
    String prices = prices().toString();
    try (SimulatedLlmServer server = SimulatedLlmServer.start(simulated)) {
      Cli whole = train(server, "whole", "--prices", prices);
      assertThat(whole.exitCode).as(whole.err).isZero();
      long tokens = tokens("whole");
      BigDecimal usd = new BigDecimal(ledger("whole").string("usd"));
      for (int part = 0; part < 10; part++) {
        long limit = tokens * part / 10;
        String run = "tokens-" + part;
        assertThat(train(server, run, "--max-tokens", Long.toString(limit)).exitCode).isEqualTo(4);
        assertThat(tokens(run)).isLessThanOrEqualTo(limit);

        BigDecimal money = usd.multiply(BigDecimal.valueOf(part)).movePointLeft(1);
        run = "money-" + part;
        Cli limited =
            train(server, run, "--max-cost-usd", money.toPlainString(), "--prices", prices);
        assertThat(limited.exitCode).as(limited.err).isEqualTo(4);
        assertThat(new BigDecimal(ledger(run).string("usd"))).isLessThanOrEqualTo(money);
      }
    }
  }

  @Test
  void aRunThatALimitEndedGoesOnWithAHigherOneAndPaysNothingTwice() throws IOException {
    try (SimulatedLlmServer server = SimulatedLlmServer.start(simulated)) {
      assertThat(train(server, "whole").exitCode).isZero();
      int total = server.requests().size();
      Cli stopped = train(server, "parts", "--max-calls", "40");
      assertThat(stopped.exitCode).isEqualTo(4);
      assertThat(stopped.err)
          .contains("The limit of 40 calls is reached: spent 40, reserved 0", "best-so-far.json");
      assertThat(folder.resolve("parts/best-so-far.json")).exists();

      String run = folder.resolve("parts").toString();
      assertThat(Cli.run("train", "--run", run, "--resume").exitCode)
          .as("what was paid counts")
          .isEqualTo(4);
      assertThat(server.requests()).hasSize(total + 40);

      Cli resumed =
          Cli.run("train", "--run", run, "--resume", "--max-calls", Integer.toString(total));
      assertThat(resumed.exitCode).as(resumed.err).isZero();
      assertThat(server.requests()).hasSize(2 * total);
      assertThat(ledger("parts").integer("calls")).isEqualTo(total);
      assertThat(folder.resolve("parts/prompt.json"))
          .hasSameBinaryContentAs(folder.resolve("whole/prompt.json"));
      assertThat(folder.resolve("parts/best-so-far.json")).doesNotExist();
    }
  }

  @Test
  void aLimitOfTokensAloneBoundsTheAnswersForTheWholeRun() throws IOException {
    try (SimulatedLlmServer server = SimulatedLlmServer.start(simulated)) {
      List<String> begin = new ArrayList<>(arguments(server, "bounded"));
      begin.removeAll(List.of("--max-output-tokens", "400"));
      begin.addAll(List.of("--max-tokens", "20000"));
      Cli stopped = Cli.run(begin.toArray(String[]::new));
      assertThat(stopped.exitCode).as(stopped.err).isEqualTo(4);
      assertThat(tokens("bounded")).isBetween(1L, 20_000L);
      int sent = server.requests().size();

      String run = folder.resolve("bounded").toString();
      Cli resumed = Cli.run("train", "--run", run, "--resume", "--max-tokens", "10000000");
      assertThat(resumed.exitCode).as(resumed.err).isZero();
      assertThat(server.requests()).hasSize(ledger("bounded").integer("calls"));
      assertThat(server.requests().size()).isGreaterThan(sent);
      assertThat(server.requests()).allMatch(body -> body.contains("\"max_tokens\":4096"));
    }
  }

  @Test
  void anEvaluationThatALimitEndedIsNotReportedAndGoesOn() {
    try (SimulatedLlmServer server = SimulatedLlmServer.start(simulated)) {
      assertThat(train(server, "run").exitCode).isZero();
      int learned = server.requests().size();
      String run = folder.resolve("run").toString();
      Cli stopped = Cli.run("evaluate", "--run", run, "--users", "20", "--max-calls", "30");
      assertThat(stopped.exitCode).as(stopped.err).isEqualTo(4);
      assertThat(server.requests()).hasSize(learned + 30);
      assertThat(folder.resolve("run/evaluation.json")).doesNotExist();

      Cli resumed = Cli.run("evaluate", "--run", run, "--resume", "--max-calls", "80");
      assertThat(resumed.exitCode).as(resumed.err).isZero();
      assertThat(resumed.out)
          .contains("AGP, by the NDCG@10 over Base: ", "unknown", "rerank")
          .doesNotContain("NaN");
      assertThat(server.requests().size()).isLessThanOrEqualTo(learned + 80);
    }
  }

  @Test
  void limitsThatCannotBeKeptAreRefusedBeforeAnythingIsSent() {
    try (SimulatedLlmServer server = SimulatedLlmServer.start(simulated)) {
      Cli noPrice = train(server, "a", "--max-cost-usd", "1");
      Cli negative = train(server, "b", "--max-tokens", "-1");

      assertThat(noPrice.exitCode).isEqualTo(2);
      assertThat(noPrice.err).contains("needs the price of openai/priced, which is unknown");
      assertThat(negative.err).contains("--max-tokens must be at least 0, was -1");
      assertThat(server.requests()).isEmpty();
    }
  }
}
