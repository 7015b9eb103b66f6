package io.agp.benchmarks.clients;

import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.LlmRole;
import io.agp.llm.OutputSchema;
import io.agp.llm.openai.OpenAiLlmClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Our client. */
final class AgpSubject {
  private static final OutputSchema SCHEMA =
      new OutputSchema(
          "ranking",
          """
          {"type":"object","properties":{"ranking":{"type":"array","items":{"type":"integer"}}},\
          "required":["ranking"],"additionalProperties":false}""");

  private final LlmClient client;

  AgpSubject(String baseUrl) {
    this.client =
        OpenAiLlmClient.builder()
            .apiKey("benchmark")
            .model(Conversation.MODEL)
            .baseUrl(baseUrl)
            .concurrency(Load.CONCURRENCY)
            .build();
  }

  LlmResponse ask() {
    return checked(client.complete(request().build(), Deadline.none()));
  }

  LlmResponse askWithSchema() {
    return checked(client.complete(request().schema(SCHEMA).build(), Deadline.none()));
  }

  CompletableFuture<LlmResponse> askAsync() {
    return client.completeAsync(request().build(), Deadline.none()).thenApply(AgpSubject::checked);
  }

  private static LlmRequest.Builder request() {
    return LlmRequest.builder(LlmRole.RERANK).system(Conversation.SYSTEM).user(Conversation.USER);
  }

  private static LlmResponse checked(LlmResponse response) {
    Conversation.check(List.of(response.text()));
    return response;
  }
}
