package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostPerPointTest {
  @TempDir private Path folder;

  @Test
  void aPointIsAHundredth() {
    CostPerPoint cost = new CostPerPoint(0.04, 200, 10_000, Optional.of(new BigDecimal("0.1")));

    assertThat(cost.text())
        .isEqualTo("50.0 calls, 2500 tokens, 0.025000 USD for each of 4.00 points");
    assertThat(cost.asJson())
        .containsEntry("callsPerPoint", 50.0)
        .containsEntry("tokensPerPoint", 2500.0)
        .containsEntry("usdPerPoint", 0.025);
  }

  @Test
  void withoutAGainNothingIsDivided() {
    for (double gain : new double[] {0, -0.02}) {
      CostPerPoint cost = new CostPerPoint(gain, 200, 10_000, Optional.empty());

      assertThat(cost.text()).startsWith("nothing gained (").contains("200 calls, 10000 tokens");
      assertThat(cost.asJson()).doesNotContainKeys("callsPerPoint", "usdPerPoint", "usd");
    }
  }

  @Test
  void anUnknownPriceIsNotZero() {
    assertThat(new CostPerPoint(0.01, 1, 1, Optional.empty()).text()).contains("unknown USD");
  }

  @Test
  void learningAndTestTellWhatAPointCost() throws IOException {
    String run = folder.resolve("run").toString();
    Cli train =
        Cli.run(
            "train",
            "--data",
            Cli.sampleFolder(folder).toString(),
            "--protocol",
            "sampled",
            "--train-users",
            "30",
            "--validation-users",
            "60",
            "--epochs",
            "1",
            "--run",
            run);
    JsonObject learning = json("run/ledger.json").object("costPerPoint");
    int sent = json("run/ledger.json").object("total").integer("calls");

    assertThat(train.out).contains("Learning, by the NDCG gained on the validation users: ");
    assertThat(learning.integer("calls")).isEqualTo(sent);
    assertThat(Cli.run("evaluate", "--run", run, "--users", "40").out)
        .contains("LLM-Dir, by the NDCG@10 over Base: ", "AGP, by the NDCG@10 over Base: ");
    assertThat(json("run/evaluation.json").object("costPerPoint").object("agp").integer("calls"))
        .isEqualTo(80);
  }

  private JsonObject json(String file) throws IOException {
    return JsonObject.parse(file, Files.readString(folder.resolve(file)));
  }
}
