package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.experiments.read.SampleData;
import io.agp.testkit.Catalogue;
import io.agp.testkit.SimulatedLlm;
import io.agp.testkit.SimulatedLlmServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code agp train} in processes of their own that are killed at random moments. {@code
 * -Dagp.kills=50} kills it more often than every build can wait for.
 */
@Timeout(1800)
class KilledRunTest {
  private static final int KILLS = Integer.getInteger("agp.kills", 5);
  private static final int USERS = KILLS > 10 ? 60 : 20;

  private static final String KEY = "sk-of-this-test-alone";

  @TempDir private Path folder;
  private final Random random = new Random(20261121);

  private SimulatedLlmServer server() {
    return SimulatedLlmServer.builder(
            SimulatedLlm.builder()
                .catalogue(Catalogue.of(SampleData.load().items().values()))
                .seed(1)
                .build())
        .delay(Duration.ofMillis(10))
        .start();
  }

  private List<String> begin(SimulatedLlmServer server, Path run) {
    return List.of(
        "train",
        "--data",
        Cli.sampleFolder(folder).toString(),
        "--protocol",
        "sampled",
        "--train-users",
        String.valueOf(USERS),
        "--validation-users",
        String.valueOf(USERS),
        "--epochs",
        "3",
        "--provider",
        "openai",
        "--model",
        "simulated",
        "--base-url",
        server.baseUrl(),
        "--api-key-env",
        "OPENAI_API_KEY",
        "--concurrency",
        "4",
        "--run",
        run.toString());
  }

  private Process start(List<String> arguments) throws IOException {
    File log = folder.resolve("log.txt").toFile();
    ProcessBuilder process = Cli.process(arguments);
    process
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .environment()
        .put("OPENAI_API_KEY", KEY);
    return process.start();
  }

  /** Kills it when some more requests came and a moment passed; whether it was alive. */
  private boolean kill(Process process, SimulatedLlmServer server, int requests)
      throws InterruptedException {
    int until = server.requestCount() + requests;
    while (process.isAlive() && server.requestCount() < until) {
      process.waitFor(2, TimeUnit.MILLISECONDS);
    }
    boolean ended =
        process.waitFor(random.nextInt(requests == 0 ? 1500 : 30), TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    return !ended;
  }

  @Test
  void aRunKilledAtRandomMomentsEndsAsTheUnbrokenOneAndSendsNoAnsweredCallAgain() throws Exception {
    Path whole = folder.resolve("whole");
    Path killed = folder.resolve("killed");
    int unbroken;
    try (SimulatedLlmServer server = server()) {
      Process process = start(begin(server, whole));
      while (process.isAlive() && server.requestCount() == 0) {
        process.waitFor(2, TimeUnit.MILLISECONDS);
      }
      Cli second = Cli.run("train", "--run", whole.toString(), "--resume");
      assertThat(second.exitCode).isEqualTo(2);
      assertThat(second.err).contains("journal.jsonl: is in use");
      assertThat(process.waitFor()).as(log()).isZero();
      unbroken = server.requestCount();
    }
    int kills = 0;
    int sent;
    try (SimulatedLlmServer server = server()) {
      List<String> resume = new ArrayList<>(begin(server, killed));
      resume.add("--resume");
      while (kills < KILLS && kill(start(resume), server, random.nextInt(2 * unbroken / KILLS))) {
        kills++;
      }
      Process last = start(List.of("train", "--run", killed.toString(), "--resume"));
      assertThat(last.waitFor()).as(log()).isZero();
      sent = server.requestCount();
    }
    Journal journal = Journal.read(killed.resolve("journal.jsonl"));
    System.out.printf(
        "%d kills: unbroken run %d requests; killed run %d sent, %d written, %d unanswered%n",
        kills, unbroken, sent, journal.requests, journal.requests - journal.outcomes.size());

    assertThat(kills).isGreaterThanOrEqualTo(Math.max(2, KILLS / 2));
    assertThat(bytes(killed, "prompt.json")).isEqualTo(bytes(whole, "prompt.json"));
    assertThat(journal.outcomes).as("each call was answered once").hasSize(unbroken);
    assertThat(sent).isBetween(unbroken, journal.requests);
    assertThat(Files.readString(killed.resolve("journal.jsonl"))).doesNotContain(KEY);
    for (Path run : List.of(whole, killed)) {
      assertThat(Cli.run("evaluate", "--run", run.toString(), "--provider", "simulated").exitCode)
          .isZero();
    }
    for (String file : List.of("evaluation.json", "test-agp.trec", "test-agp.jsonl")) {
      assertThat(bytes(killed, file)).isEqualTo(bytes(whole, file));
    }
    Cli replay = Cli.run("replay", "--run", killed.toString());
    assertThat(replay.exitCode).as(replay.err).isZero();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log.txt"));
  }

  private static byte[] bytes(Path run, String file) throws IOException {
    return Files.readAllBytes(run.resolve(file));
  }

  /** What the file says, read without the library. */
  private static final class Journal {
    int requests;
    final Set<String> outcomes = new HashSet<>();

    static Journal read(Path file) throws IOException {
      Journal journal = new Journal();
      for (String line : Files.readAllLines(file)) {
        JsonObject json = JsonObject.parse("line", line);
        String type = json.string("type");
        if (type.equals("request")) {
          journal.requests++;
          assertThat(journal.outcomes).doesNotContain(call(json));
        } else if (type.equals("response")) {
          assertThat(journal.outcomes.add(call(json))).isTrue();
        } else {
          assertThat(type).isIn("header", "decision");
        }
      }
      return journal;
    }

    private static String call(JsonObject json) {
      return json.string("key") + " " + json.integer("replicate");
    }
  }
}
