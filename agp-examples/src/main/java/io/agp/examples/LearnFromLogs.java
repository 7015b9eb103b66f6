package io.agp.examples;

import io.agp.LabelledUser;
import io.agp.llm.LlmClient;
import io.agp.optimize.TrainingData;
import io.agp.rpp.ActionSpace;
import io.agp.rpp.Domain;
import io.agp.rpp.HashingSentenceEncoder;
import io.agp.rpp.ItemEncoder;
import io.agp.rpp.Projection;
import io.agp.rpp.RppOptimizer;
import io.agp.rpp.RppPolicy;
import io.agp.rpp.SentenceEncoder;
import io.agp.rpp.UserEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Goes on learning in production: each day's users, whose choice is known by then, are asked about
 * once or a few times, and all that earlier days have logged is learned from first, without a call.
 * As a contextual bandit there is one round a ranking; no action is less probable than a bound, so
 * that none is forgotten for good; the log says how probable each choice was, so that others can
 * weigh it.
 *
 * <p>Without {@code OPENAI_API_KEY} a simulated model answers.
 */
public final class LearnFromLogs {
  private static final double LEAST_PROBABILITY = 0.02;

  private LearnFromLogs() {}

  /**
   * Runs the example.
   *
   * @param args not used
   * @throws IOException if no temporary folder can be made
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("logs");
    Models.run(Films.all(), llm -> run(llm, folder));
  }

  static String run(LlmClient llm, Path folder) {
    Path log = folder.resolve("choices.jsonl");
    RppPolicy monday = learn(llm, Films.users("monday-", 40, 1), log);
    RppPolicy tuesday = learn(llm, Films.users("tuesday-", 40, 2), log);
    return String.join(
        "\n",
        "Monday began with " + monday.learnedOn().get("loggedCalls") + " logged calls",
        "Tuesday began with " + tuesday.learnedOn().get("loggedCalls") + " logged calls",
        "The log now has " + lines(log) + " lines");
  }

  /** Run once a day, over the users whose next choice has become known. */
  static RppPolicy learn(LlmClient llm, List<LabelledUser> today, Path log) {
    SentenceEncoder sentences = new HashingSentenceEncoder();
    Projection to64 = Projection.random(sentences.dimensions(), 64, 1);
    RppOptimizer.Builder optimizer =
        RppOptimizer.builder(
                llm,
                ActionSpace.of(Domain.MOVIES),
                UserEncoder.ofText(sentences, 5).projected(to64),
                ItemEncoder.ofText(sentences).projected(to64))
            .bandit()
            .iterations(3)
            .leastProbability(LEAST_PROBABILITY)
            .log(log);
    if (Files.exists(log)) {
      optimizer.warmStart(log);
    }
    return optimizer.build().optimize(TrainingData.of(today, List.of()));
  }

  private static long lines(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
