package io.agp.testkit;

import io.agp.Item;
import io.agp.llm.ChatMessage;
import io.agp.llm.Deadline;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmRole;
import java.util.List;

/** A small invented catalogue, and a model that knows it and has neither bias nor bad manners. */
final class Films {
  static final List<Item> ALL =
      List.of(
          film("Iron Comet (1994)", "Sci-Fi, Action"),
          film("Red Orbit (1995)", "Sci-Fi"),
          film("Glass Moon, The (1996)", "Sci-Fi, Drama"),
          film("Paper Hearts (1958)", "Romance"),
          film("Silver Voyage (1995)", "Sci-Fi"),
          film("Kitchen War (2012)", "Comedy"),
          film("Old Sheriff (1939)", "Western"),
          film("Night Clerk (1974)", "Horror"));

  private Films() {}

  static Item film(String title, String genres) {
    return Item.of(title, title).with("genres", genres);
  }

  static SimulatedLlm.Builder plain() {
    return SimulatedLlm.builder()
        .seed(7)
        .catalogue(Catalogue.of(ALL))
        .positionBias(0)
        .malformedRate(0);
  }

  static LlmRequest request(String... userTexts) {
    LlmRequest.Builder request = LlmRequest.builder(LlmRole.OTHER);
    for (String text : userTexts) {
      request.user(text);
    }
    return request.build();
  }

  static String ask(SimulatedLlm model, LlmRequest request) {
    return model.complete(request, Deadline.none()).text();
  }

  static String ask(SimulatedLlm model, String text) {
    return ask(model, request(text));
  }

  static Task task(String text) {
    return plain().build().task(List.of(ChatMessage.user(text)));
  }
}
