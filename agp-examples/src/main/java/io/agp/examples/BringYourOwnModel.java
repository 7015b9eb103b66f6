package io.agp.examples;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import io.agp.rerank.HistoryReranker;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Uses a model of your own: anything that turns a text into a text. Here it is a function that
 * prefers candidates which share words with the history; it needs no network.
 *
 * <p>Two things make a good client: failures are {@link LlmException}s, and the deadline is kept.
 */
public final class BringYourOwnModel {
  private static final Pattern CANDIDATE = Pattern.compile("\\{\"id\":(\\d+),(.*)}");

  private BringYourOwnModel() {}

  /**
   * Runs the example.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      System.out.println(run(client(BringYourOwnModel::answer, executor)));
    } finally {
      executor.shutdown();
    }
  }

  /** The client: the function runs in the executor, so that nobody waits who did not ask to. */
  static LlmClient client(UnaryOperator<String> model, Executor executor) {
    return (request, deadline) ->
        CompletableFuture.supplyAsync(() -> LlmResponse.of(model.apply(request.prompt())), executor)
            .orTimeout(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)
            .exceptionally(
                failure -> {
                  throw typed(failure, deadline);
                });
  }

  private static LlmException typed(Throwable failure, Deadline deadline) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof LlmException typed) {
      return typed;
    }
    return cause instanceof TimeoutException
        ? new LlmException.Timeout("My model was too slow, " + deadline, cause)
        : new LlmException.Server("My model failed", cause);
  }

  static String run(LlmClient llm) {
    Ranking ranking =
        HistoryReranker.direct(llm, 5)
            .withFallback()
            .rerank(Films.westernFan(), Films.mixed(), Deadline.after(Duration.ofSeconds(2)));
    return ranking.source() + ": " + ranking.items().stream().map(Item::title).toList();
  }

  /** The model: candidates that share the most words with the history come first. */
  static String answer(String prompt) {
    int candidates = prompt.indexOf("Candidates:");
    Set<String> liked = words(prompt.substring(0, candidates));
    Map<String, Long> shared = new LinkedHashMap<>();
    Matcher matcher = CANDIDATE.matcher(prompt.substring(candidates));
    while (matcher.find()) {
      shared.put(
          matcher.group(1), words(matcher.group(2)).stream().filter(liked::contains).count());
    }
    return shared.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(",", "{\"ranking\":[", "]}"));
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.split("\\W+")).collect(Collectors.toSet());
  }
}
