package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.experiments.protocol.Protocol;
import io.agp.experiments.read.SampleData;
import io.agp.llm.Budget;
import io.agp.llm.CappedLlmClient;
import io.agp.llm.Ledger;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.Price;
import io.agp.llm.Spending;
import io.agp.llm.openai.OpenAiLlmClient;
import io.agp.testkit.Catalogue;
import io.agp.testkit.SimulatedLlm;
import io.agp.testkit.SimulatedLlmServer;
import io.agp.testkit.contract.FakeTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits on the wire, where nearly half of the requests fail and are repeated. */
class BudgetUnderFailuresTest {
  private static final Price PRICE =
      new Price(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.TEN, LocalDate.EPOCH);
  private static final int CAP = 400;

  private final LlmClient simulated =
      SimulatedLlm.builder()
          .catalogue(Catalogue.of(SampleData.load().items().values()))
          .seed(1)
          .build();
  private final SimulatedLlmServer server = SimulatedLlmServer.start(simulated);
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private FailingFront front;

  @BeforeEach
  void start() throws IOException {
    front = FailingFront.before(server);
  }

  @AfterEach
  void stop() {
    front.close();
    server.close();
  }

  private OpenAiLlmClient client(Ledger ledger) {
    return OpenAiLlmClient.builder()
        .model("priced")
        .baseUrl(front.baseUrl())
        .retryBudget(10_000)
        .timer(FakeTime.leaping())
        .retryGate(ledger.retries())
        .build();
  }

  private static Experiment experiment() {
    LearningOptions options = new LearningOptions();
    options.protocol = Protocol.SAMPLED;
    options.trainUsers = 12;
    options.validationUsers = 6;
    options.batchSize = 4;
    options.epochs = 2;
    return Experiment.prepare(Cli.base(null), options, 0, 1);
  }

  /** Learns with sixteen calls at once; what a limit ended, if one did. */
  private Optional<LlmException> learn(Ledger ledger) {
    try (OpenAiLlmClient client = client(ledger)) {
      experiment().learn(new CappedLlmClient(ledger.client(client), CAP), 16, event -> {});
      return Optional.empty();
    } catch (LlmException e) {
      return Optional.of(e);
    }
  }

  private static Ledger ledger(Budget budget) {
    return Ledger.builder().budget(budget).price(PRICE).build();
  }

  @Test
  void withoutALimitEveryRequestAtTheServerIsInTheLedger() {
    Ledger ledger = ledger(Budget.UNLIMITED);

    assertThat(learn(ledger)).isEmpty();
    assertThat(ledger.total().calls()).isEqualTo(front.requests()).isGreaterThan(200);
    assertThat(ledger.total().usage().total()).isEqualTo(front.billed());
    assertThat(ledger.total().assumed().total()).as("garbage, broken off").isPositive();
    assertThat(ledger.reserved()).isEqualTo(Spending.ZERO);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 17, 40, 41, 60, 99, 150})
  void notOneRequestMoreThanTheLimitReachesTheServer(int limit) {
    Ledger ledger = ledger(Budget.ofCalls(limit));

    assertThat(learn(ledger)).containsInstanceOf(LlmException.LimitReached.class);
    assertThat(front.requests()).isLessThanOrEqualTo(limit);
    assertThat(ledger.total().calls()).isEqualTo(front.requests());
    assertThat(ledger.reserved()).isEqualTo(Spending.ZERO);
  }

  @ParameterizedTest
  @ValueSource(longs = {2_000, 20_000, 50_000, 100_000})
  void tokensAndMoneyOfWhatIsRepeatedAreWithinTheirLimits(long limit) {
    Ledger tokens = ledger(Budget.UNLIMITED.withMaxTokens(limit));
    assertThat(learn(tokens)).containsInstanceOf(LlmException.LimitReached.class);
    assertThat(tokens.total().tokens()).isLessThanOrEqualTo(limit);
    assertThat(front.billed()).isLessThanOrEqualTo(tokens.total().tokens());

    BigDecimal usd = BigDecimal.valueOf(2 * limit).movePointLeft(6);
    Ledger money = ledger(Budget.UNLIMITED.withMaxCostUsd(usd));
    assertThat(learn(money)).containsInstanceOf(LlmException.LimitReached.class);
    assertThat(money.cost(money.total()).orElseThrow()).isLessThanOrEqualTo(usd);
  }

  @Test
  void twoRunsThatShareALedgerShareItsLimit() throws InterruptedException {
    Ledger ledger = ledger(Budget.ofCalls(90));
    Thread other = new Thread(() -> learn(ledger));
    other.start();
    learn(ledger);
    other.join();

    assertThat(front.requests()).isLessThanOrEqualTo(90);
    assertThat(ledger.total().calls()).isEqualTo(front.requests());
  }

  @Test
  void aCommandWhoseRepetitionWasRefusedEndsWithFourAndGoesOn() throws IOException {
    List<String> train =
        List.of(
            "train",
            "--data",
            Cli.sampleFolder(folder).toString(),
            "--protocol",
            "sampled",
            "--train-users",
            "4",
            "--validation-users",
            "2",
            "--batch-size",
            "4",
            "--epochs",
            "1",
            "--provider",
            "openai",
            "--base-url",
            front.baseUrl(),
            "--model",
            "priced",
            "--run",
            folder.resolve("run").toString(),
            "--max-calls",
            "3");
    Cli stopped = Cli.run(train.toArray(String[]::new));

    assertThat(stopped.exitCode).as(stopped.err).isEqualTo(4);
    assertThat(stopped.err).contains("The limit of 3 calls is reached", "--resume goes on");
    assertThat(front.requests()).isLessThanOrEqualTo(3);
    assertThat(calls()).isEqualTo(front.requests());

    String run = folder.resolve("run").toString();
    Cli resumed = Cli.run("train", "--run", run, "--resume", "--max-calls", "500");
    assertThat(resumed.exitCode).as(resumed.err).isZero();
    assertThat(calls()).as("of both processes").isEqualTo(front.requests());
  }

  private int calls() throws IOException {
    Path file = folder.resolve("run/ledger.json");
    return JsonObject.parse(file.toString(), Files.readString(file))
        .object("total")
        .integer("calls");
  }
}
