package io.agp.benchmarks.clients;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** OpenAI's own client, with as many connections kept as calls are made at once. */
final class OpenAiJavaSubject {
  private final OpenAIClient client;

  OpenAiJavaSubject(String baseUrl) {
    this.client =
        OpenAIOkHttpClient.builder()
            .apiKey("benchmark")
            .baseUrl(baseUrl)
            .maxIdleConnections(Load.CONCURRENCY)
            .keepAliveDuration(Duration.ofMinutes(1))
            .build();
  }

  ChatCompletion ask() {
    return checked(client.chat().completions().create(request()));
  }

  CompletableFuture<ChatCompletion> askAsync() {
    return client
        .async()
        .chat()
        .completions()
        .create(request())
        .thenApply(OpenAiJavaSubject::checked);
  }

  private static ChatCompletionCreateParams request() {
    return ChatCompletionCreateParams.builder()
        .model(Conversation.MODEL)
        .addSystemMessage(Conversation.SYSTEM)
        .addUserMessage(Conversation.USER)
        .build();
  }

  private static ChatCompletion checked(ChatCompletion completion) {
    Conversation.check(
        completion.choices().stream()
            .flatMap(choice -> choice.message().content().stream())
            .toList());
    return completion;
  }
}
