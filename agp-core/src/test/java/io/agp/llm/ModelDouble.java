package io.agp.llm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A model for tests: it notes what it is asked, and answers at once or when the test says so. */
public final class ModelDouble implements LlmClient {
  /** What one answer of the double uses. */
  public static final TokenUsage USAGE = TokenUsage.of(10, 5);

  public final List<LlmRequest> requests = Collections.synchronizedList(new ArrayList<>());
  public final List<CompletableFuture<LlmResponse>> calls =
      Collections.synchronizedList(new ArrayList<>());
  private final Function<LlmRequest, CompletableFuture<LlmResponse>> answers;

  private ModelDouble(Function<LlmRequest, CompletableFuture<LlmResponse>> answers) {
    this.answers = answers;
  }

  public static ModelDouble answering(Function<LlmRequest, String> texts) {
    return new ModelDouble(
        request -> CompletableFuture.completedFuture(response(texts.apply(request))));
  }

  public static ModelDouble failing(LlmException failure) {
    return new ModelDouble(request -> CompletableFuture.failedFuture(failure));
  }

  /** A model whose calls stay open until the test completes them. */
  public static ModelDouble silent() {
    return new ModelDouble(request -> new CompletableFuture<>());
  }

  public static LlmResponse response(String text) {
    return new LlmResponse(text, USAGE, "double", Optional.of("req-1"), false);
  }

  public static LlmRequest request(String question) {
    return LlmRequest.builder(LlmRole.OTHER).user(question).build();
  }

  public List<LlmRequest> of(LlmRole role) {
    return requests.stream().filter(request -> request.role() == role).toList();
  }

  @Override
  public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
    requests.add(request);
    CompletableFuture<LlmResponse> call = answers.apply(request);
    calls.add(call);
    return call;
  }
}
