package io.agp.benchmarks.clients;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.util.List;

/** LangChain4j's client, on the HTTP client that it comes with, the JDK's. */
final class LangChain4jSubject {
  private final ChatModel model;

  LangChain4jSubject(String baseUrl) {
    this.model =
        OpenAiChatModel.builder()
            .apiKey("benchmark")
            .baseUrl(baseUrl)
            .modelName(Conversation.MODEL)
            .build();
  }

  ChatResponse ask() {
    ChatResponse response =
        model.chat(
            List.of(SystemMessage.from(Conversation.SYSTEM), UserMessage.from(Conversation.USER)));
    Conversation.check(List.of(response.aiMessage().text()));
    return response;
  }
}
