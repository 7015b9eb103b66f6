package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  @TempDir private Path folder;

  @Test
  void learnsTestsAndSaysThatTheModelIsSimulated() throws IOException {
    Path json = folder.resolve("demo.json");
    Cli demo = Cli.run("demo", "--json", json.toString());

    assertThat(demo.exitCode).isZero();
    assertThat(demo.out)
        .contains("LLM-Dir", "LLM-CoT", "AGP", "learned prompt", "The model is simulated");
    JsonObject result = JsonObject.parse("demo", Files.readString(json));
    assertThat(result.fields().get("simulated")).isEqualTo(true);
    assertThat(result.object("methods").fields()).containsOnlyKeys("base", "dir", "cot", "agp");
    assertThat(result.object("prompt").string("learned"))
        .isNotEqualTo(result.object("prompt").string("initial"));
    assertThat(low(result, "agp")).isPositive();
  }

  @Test
  void theSameSeedGivesTheSameResult() throws IOException {
    Path one = folder.resolve("one.json");
    Path two = folder.resolve("two.json");
    Cli.run("demo", "--seed", "5", "--json", one.toString());
    Cli.run("demo", "--seed", "5", "--json", two.toString());

    assertThat(Files.readString(one)).isEqualTo(Files.readString(two));
  }

  @Test
  void anyRecommenderMakesTheBase() throws IOException {
    Path json = folder.resolve("lightgcn.json");
    Cli demo =
        Cli.run(
            "demo",
            "--recommender",
            "lightgcn:dimensions=8,layers=2,epochs=2",
            "--json",
            json.toString());

    assertThat(demo.exitCode).as(demo.err).isZero();
    assertThat(JsonObject.parse("demo", Files.readString(json)).object("methods").object("base"))
        .satisfies(base -> assertThat(base.integer("n")).isEqualTo(100));
  }

  private static double low(JsonObject result, String method) {
    Object interval = result.object("methods").object(method).fields().get("ci95");
    return Double.parseDouble(
        ((JsonObject.NumberText) ((java.util.List<?>) interval).get(0)).text());
  }
}
