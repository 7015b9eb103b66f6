package io.agp.examples;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.User;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.optimize.LearnedPrompt;
import io.agp.profile.LlmProfileGenerator;
import io.agp.profile.ProfileStore;
import io.agp.profile.StoredProfiles;
import io.agp.prompt.Prompt;
import io.agp.rerank.ProfileReranker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a learned prompt: profiles are written once and kept, so that a user seen before waits for
 * one model call instead of two; an answer comes within two seconds; and if the model is too slow
 * or fails, the base order is served. Each ranking's source is logged, the failures by the library.
 *
 * <p>Without {@code OPENAI_API_KEY} a simulated model answers.
 */
public final class ServeWithAFallback {
  private static final Logger log = LoggerFactory.getLogger(ServeWithAFallback.class);
  private static final Duration AT_MOST = Duration.ofSeconds(2);

  private ServeWithAFallback() {}

  /**
   * Runs the example.
   *
   * @param args the file that {@link LearnAPrompt} saved; one is made up if there is none
   * @throws IOException if no temporary file can be made
   */
  public static void main(String[] args) throws IOException {
    Path file = args.length > 0 ? Path.of(args[0]) : handWritten();
    Models.run(Films.all(), llm -> run(llm, file));
  }

  /** Made once, when the server starts. */
  static Reranker reranker(LlmClient llm, Path promptFile) {
    return ProfileReranker.builder(llm)
        .policy(LearnedPrompt.load(promptFile))
        .profiles(
            new StoredProfiles(new LlmProfileGenerator(llm, 5), ProfileStore.inMemory(100_000)))
        .build()
        .withFallback();
  }

  /** Called for every page that is shown. */
  static Ranking serve(Reranker reranker, User user, List<Item> candidates, Duration atMost) {
    Ranking ranking = reranker.rerank(user, candidates, Deadline.after(atMost));
    log.info("{} order for {}, {} calls", ranking.source(), user.id(), ranking.calls());
    return ranking;
  }

  static String run(LlmClient llm, Path promptFile) {
    Reranker reranker = reranker(llm, promptFile);
    Ranking first = serve(reranker, Films.westernFan(), Films.mixed(), AT_MOST);
    Ranking second = serve(reranker, Films.westernFan(), Films.mixed(), AT_MOST);
    Ranking late = serve(reranker, Films.westernFan(), Films.mixed(), Duration.ZERO);
    return String.join(
        "\n",
        "first time: " + said(first),
        "second time: " + said(second),
        "no time left: " + said(late));
  }

  private static String said(Ranking ranking) {
    return String.format(
        "%s, %d calls, best: %s",
        ranking.source(), ranking.calls(), ranking.items().get(0).title());
  }

  /** A prompt file without learning: the prompt is written by hand. */
  static Path handWritten() throws IOException {
    Path file = Files.createTempFile("prompt", ".json");
    file.toFile().deleteOnExit();
    Prompt prompt = Prompt.of("Name the genres and the years of the films this person chose.");
    new LearnedPrompt(prompt, prompt, Map.of("method", "by hand"), Optional.empty()).save(file);
    return file;
  }
}
