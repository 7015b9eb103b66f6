package io.agp.testkit;

import io.agp.llm.ChatMessage;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.TokenUsage;
import io.agp.testkit.PlantedWorld.Choice;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The model of a planted mind. It has nothing but the messages. Immutable and thread-safe. */
final class PlantedModel implements LlmClient {
  private static final double CHARACTERS_PER_TOKEN = 4;

  private final PlantedMind mind;

  PlantedModel(PlantedMind mind) {
    this.mind = mind;
  }

  @Override
  public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
    if (deadline.hasPassed()) {
      return CompletableFuture.failedFuture(
          new LlmException.Timeout("The deadline passed before the planted model began", null));
    }
    try {
      String text = answer(request.messages());
      TokenUsage usage = TokenUsage.of(tokens(request.prompt()), tokens(text));
      return CompletableFuture.completedFuture(
          new LlmResponse(text, usage, "planted", Optional.empty(), false));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static long tokens(String text) {
    return (long) Math.ceil(text.length() / CHARACTERS_PER_TOKEN);
  }

  private String answer(List<ChatMessage> messages) {
    PlantedPrompt prompt = PlantedPrompt.of(messages);
    Draws draws = Draws.of(mind.seed(), messages);
    return prompt.candidates().isEmpty()
        ? prompt
            .text()
            .map(sentence -> SentenceRewriter.rewrite(sentence, prompt.said()))
            .orElseGet(() -> Phrases.pick(draws, "unknown"))
        : rank(prompt, draws);
  }

  private String rank(PlantedPrompt prompt, Draws draws) {
    List<ShownItem> history = prompt.history();
    List<ShownItem> candidates = prompt.candidates();
    Choice choice = mind.choiceIn(prompt.said());
    Optional<PlantedType> type = mind.typeTold(history.stream().map(ShownItem::title).toList());
    List<Double> scores = PlantedTaste.scores(genres(history), genres(candidates));
    double[] noisy = PlantedTaste.noisy(scores, mind.noise(type, choice), draws);
    double failure = mind.failure(type, choice);
    return PlantedAnswers.write(
        PlantedTaste.order(noisy), candidates, mind.style(choice), failure, draws);
  }

  private static List<String> genres(List<ShownItem> items) {
    return items.stream()
        .map(item -> item.attributes().getOrDefault(PlantedUsers.GENRE, ""))
        .toList();
  }
}
