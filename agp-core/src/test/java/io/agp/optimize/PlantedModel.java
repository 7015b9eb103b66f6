package io.agp.optimize;

import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.LlmRole;
import io.agp.llm.TokenUsage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A model with one secret: a profile prompt that holds the word "reversed" makes it turn the
 * candidates round, any other leaves them as they are. Each role can be given other answers.
 */
final class PlantedModel implements LlmClient {
  static final String SECRET = "reversed";

  final List<LlmRequest> requests = Collections.synchronizedList(new ArrayList<>());
  private final Map<LlmRole, Function<LlmRequest, String>> answers = new EnumMap<>(LlmRole.class);

  PlantedModel() {
    answer(LlmRole.PROFILE, r -> r.prompt().contains(SECRET) ? "likes it reversed" : "likes it");
    answer(
        LlmRole.RERANK,
        r ->
            r.prompt().contains(SECRET)
                ? "{\"ranking\":[10,9,8,7,6,5,4,3,2,1]}"
                : "{\"ranking\":[1,2,3,4,5,6,7,8,9,10]}");
    answer(LlmRole.CRITIQUE, r -> "the order should be turned round");
    answer(LlmRole.SUMMARISE, r -> "ask for the order to be turned round");
    answer(LlmRole.EDIT, r -> "Describe the taste, with the order " + SECRET + ".");
  }

  PlantedModel answer(LlmRole role, Function<LlmRequest, String> answer) {
    answers.put(role, answer);
    return this;
  }

  long count(LlmRole role) {
    return requests.stream().filter(request -> request.role() == role).count();
  }

  List<LlmRequest> of(LlmRole role) {
    return requests.stream().filter(request -> request.role() == role).toList();
  }

  @Override
  public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
    requests.add(request);
    try {
      String text = answers.get(request.role()).apply(request);
      return CompletableFuture.completedFuture(
          new LlmResponse(text, TokenUsage.of(10, 5), "planted", Optional.empty(), false));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
