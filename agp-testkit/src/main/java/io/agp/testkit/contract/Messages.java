package io.agp.testkit.contract;

import java.util.List;
import java.util.Map;

/** The shapes of messages. */
final class Messages {
  private static final RequestField CONTENT = RequestField.text(0, Integer.MAX_VALUE);
  private static final RequestField NAME = RequestField.pattern("[^\\s<|\\\\/>]{1,64}");

  private static final RequestField PARTS =
      (value, place, problems) -> {
        if (value instanceof List<?> parts && !parts.isEmpty()) {
          parts.forEach(part -> part().check(part, place + "[]", problems));
        } else {
          CONTENT.check(value, place, problems);
        }
      };

  private Messages() {}

  /**
   * A conversation.
   *
   * @param openAi whether there are developers, and contents of several parts
   */
  static RequestField field(boolean openAi) {
    RequestField message = message(openAi);
    return (value, place, problems) -> {
      if (value instanceof List<?> messages && !messages.isEmpty()) {
        for (int i = 0; i < messages.size(); i++) {
          message.check(messages.get(i), place + "[" + i + "]", problems);
        }
      } else {
        problems.add(place + " must be a list of at least one message");
      }
    };
  }

  private static RequestField message(boolean openAi) {
    RequestField role =
        openAi
            ? RequestField.choice("system", "developer", "user", "assistant")
            : RequestField.choice("system", "user", "assistant");
    RequestField content = openAi ? PARTS : CONTENT;
    return RequestField.object(
        Map.of("role", role, "content", content, "name", NAME), "role", "content");
  }

  private static RequestField part() {
    return RequestField.object(
        Map.of("type", RequestField.choice("text"), "text", CONTENT), "type", "text");
  }
}
