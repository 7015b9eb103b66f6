package io.agp.rpp;

import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.TokenUsage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A model for tests: it notes what it is asked. */
final class Model implements LlmClient {
  static final TokenUsage USAGE = TokenUsage.of(10, 5);

  final List<LlmRequest> requests = Collections.synchronizedList(new ArrayList<>());
  private final Function<LlmRequest, CompletableFuture<LlmResponse>> answers;

  Model(Function<LlmRequest, CompletableFuture<LlmResponse>> answers) {
    this.answers = answers;
  }

  static Model answering(String text) {
    return new Model(request -> CompletableFuture.completedFuture(response(text)));
  }

  static Model failing(LlmException failure) {
    return new Model(request -> CompletableFuture.failedFuture(failure));
  }

  static LlmResponse response(String text) {
    return new LlmResponse(text, USAGE, "double", Optional.empty(), false);
  }

  @Override
  public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
    requests.add(request);
    return answers.apply(request);
  }
}
