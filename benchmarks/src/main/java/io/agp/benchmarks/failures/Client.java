package io.agp.benchmarks.failures;

import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.agp.llm.Deadline;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmRole;
import io.agp.llm.openai.OpenAiLlmClient;
import java.time.Duration;

/** The clients, each with its defaults but for a time limit of a second. */
enum Client {
  AGP {
    @Override
    String ask(String url, String key) {
      try (OpenAiLlmClient client =
          OpenAiLlmClient.builder()
              .apiKey(key)
              .baseUrl(url)
              .model(MODEL)
              .totalTimeout(PATIENCE)
              .build()) {
        LlmRequest request = LlmRequest.builder(LlmRole.OTHER).user(QUESTION).build();
        return client.complete(request, Deadline.none()).text();
      }
    }
  },
  OPENAI_JAVA {
    @Override
    String ask(String url, String key) {
      return OpenAIOkHttpClient.builder()
          .apiKey(key)
          .baseUrl(url)
          .timeout(PATIENCE)
          .build()
          .chat()
          .completions()
          .create(
              ChatCompletionCreateParams.builder().model(MODEL).addUserMessage(QUESTION).build())
          .toString();
    }
  },
  LANGCHAIN4J {
    @Override
    String ask(String url, String key) {
      return OpenAiChatModel.builder()
          .apiKey(key)
          .baseUrl(url)
          .timeout(PATIENCE)
          .modelName(MODEL)
          .build()
          .chat(QUESTION);
    }
  };

  static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final String MODEL = "gpt-4o";
  private static final String QUESTION = "Hello?";

  /** The answer, as the client gives it. */
  abstract String ask(String url, String key);
}
