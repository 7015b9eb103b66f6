package io.agp.examples;

import io.agp.Item;
import io.agp.llm.LlmClient;
import io.agp.llm.openai.OpenAiLlmClient;
import io.agp.testkit.Catalogue;
import io.agp.testkit.SimulatedLlm;
import java.util.List;
import java.util.function.Function;

/** The model that answers an example. */
final class Models {
  private Models() {}

  /**
   * Runs an example with OpenAI if {@code OPENAI_API_KEY} is set, otherwise with a simulated model
   * that knows some items, and prints what it returns.
   */
  static void run(List<Item> known, Function<LlmClient, String> example) {
    String key = System.getenv("OPENAI_API_KEY");
    if (key == null) {
      System.out.println("OPENAI_API_KEY is not set, so a simulated model answers.");
      System.out.println(example.apply(simulated(known)));
      return;
    }
    try (OpenAiLlmClient llm =
        OpenAiLlmClient.builder().apiKey(key).model("gpt-6-luna").reasoningEffort("none").build()) {
      System.out.println(example.apply(llm));
    }
  }

  static LlmClient simulated(List<Item> known) {
    return SimulatedLlm.builder().catalogue(Catalogue.of(known)).seed(1).build();
  }
}
