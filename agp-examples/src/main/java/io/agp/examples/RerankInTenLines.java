package io.agp.examples;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.User;
import io.agp.llm.LlmClient;
import io.agp.llm.openai.OpenAiLlmClient;
import io.agp.prompt.Prompt;
import io.agp.rerank.ProfileReranker;
import java.util.List;

/**
 * Reranks three films for one user: the whole way from a key in the environment to a new order. The
 * model first describes the user's taste, as a prompt tells it to, and then ranks by the
 * description. If that fails, the base order is served, and the ranking says so.
 *
 * <p>Without {@code OPENAI_API_KEY} a simulated model answers.
 */
public final class RerankInTenLines {
  private RerankInTenLines() {}

  /**
   * Runs the example.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    String key = System.getenv("OPENAI_API_KEY");
    if (key == null) {
      Models.run(Films.all(), RerankInTenLines::run);
      return;
    }
    try (OpenAiLlmClient llm =
        OpenAiLlmClient.builder().apiKey(key).model("gpt-6-luna").reasoningEffort("none").build()) {
      System.out.println(run(llm));
    }
  }

  static String run(LlmClient llm) {
    User user =
        User.of(
            "u-1",
            List.of(
                Item.of("m-11", "High Noon (1952)").with("genres", "Western"),
                Item.of("m-12", "Rio Bravo (1959)").with("genres", "Western")));
    List<Item> candidates =
        List.of(
            Item.of("m-1", "Alien (1979)").with("genres", "Sci-Fi"),
            Item.of("m-2", "Notting Hill (1999)").with("genres", "Romance"),
            Item.of("m-3", "Shane (1953)").with("genres", "Western"));

    Prompt prompt = Prompt.of("Name the genres and the years of the films this person chose.");
    Reranker reranker = ProfileReranker.builder(llm).prompt(prompt).build().withFallback();
    Ranking ranking = reranker.rerank(user, candidates);

    return ranking.source() + ": " + ranking.items().stream().map(Item::title).toList();
  }
}
