package io.agp.testkit;

import io.agp.llm.ChatMessage;
import io.agp.llm.ChatMessage.Author;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmRole;
import io.agp.llm.OutputSchema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chat-completions request read from its JSON; fields that are not known are passed over.
 *
 * @param model the model asked for; may be empty
 * @param request the conversation with the settings that the library's requests have
 */
record WireRequest(String model, LlmRequest request) {
  /** Reads a request; an {@link IllegalArgumentException} says what is wrong with it. */
  static WireRequest read(String json) {
    Object value =
        TestkitJson.read(json)
            .orElseThrow(() -> new IllegalArgumentException("The body is not JSON"));
    if (!(value instanceof Map<?, ?> body)) {
      throw new IllegalArgumentException("The body is not a JSON object");
    }
    if (!(body.get("messages") instanceof List<?> messages) || messages.isEmpty()) {
      throw new IllegalArgumentException("\"messages\" must be a list of at least one message");
    }
    LlmRequest.Builder request = LlmRequest.builder(LlmRole.OTHER);
    for (int i = 0; i < messages.size(); i++) {
      request.message(message(i, messages.get(i)));
    }
    outputTokens(body, request);
    schema(body, request);
    return new WireRequest(TestkitJson.text(body.get("model")), request.build());
  }

  private static ChatMessage message(int index, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> message)) {
      throw new IllegalArgumentException("messages[" + index + "] is not an object");
    }
    Author author =
        switch (TestkitJson.text(message.get("role"))) {
          case "system", "developer" -> Author.SYSTEM;
          case "user" -> Author.USER;
          case "assistant" -> Author.ASSISTANT;
          default ->
              throw new IllegalArgumentException(
                  "messages["
                      + index
                      + "].role must be system, developer, user or assistant, was \""
                      + TestkitJson.text(message.get("role"))
                      + "\"");
        };
    return new ChatMessage(author, content(index, message.get("content")));
  }

  private static String content(int index, @Nullable Object content) {
    if (content instanceof String text) {
      return text;
    }
    if (!(content instanceof List<?> parts)) {
      throw new IllegalArgumentException(
          "messages[" + index + "].content must be a string or a list of parts");
    }
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      if (!(part instanceof Map<?, ?> map) || !(map.get("text") instanceof String piece)) {
        throw new IllegalArgumentException(
            "messages[" + index + "].content has a part without \"text\"");
      }
      text.append(piece);
    }
    return text.toString();
  }

  private static void outputTokens(Map<?, ?> body, LlmRequest.Builder request) {
    for (String field : List.of("max_completion_tokens", "max_tokens")) {
      if (body.get(field) instanceof Double tokens && tokens >= 1) {
        request.maxOutputTokens(tokens.intValue());
        return;
      }
    }
  }

  private static void schema(Map<?, ?> body, LlmRequest.Builder request) {
    if (body.get("response_format") instanceof Map<?, ?> format
        && format.get("json_schema") instanceof Map<?, ?> schema
        && schema.get("name") instanceof String name
        && schema.get("schema") instanceof Map<?, ?> form) {
      request.schema(new OutputSchema(name, TestkitJson.write(form)));
    }
  }
}
