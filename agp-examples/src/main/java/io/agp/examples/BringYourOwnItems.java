package io.agp.examples;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.User;
import io.agp.llm.LlmClient;
import io.agp.prompt.Prompt;
import io.agp.rerank.ProfileReranker;
import java.util.List;

/**
 * Reranks objects of your own class: say how one is described as an item, and get the same objects
 * back in order. To see where the order came from as well, rank the items and apply the ranking to
 * your objects.
 *
 * <p>Without {@code OPENAI_API_KEY} a simulated model answers.
 */
public final class BringYourOwnItems {
  private BringYourOwnItems() {}

  /**
   * A class of a shop's own.
   *
   * @param sku the article's number
   * @param name what the article is called
   * @param category the department
   * @param stock how many are left; the model never sees it
   */
  record Product(String sku, String name, String category, int stock) {
    Item asItem() {
      return Item.of(sku, name).with("category", category);
    }
  }

  static final List<Product> PRODUCTS =
      List.of(
          new Product("4711", "Cast iron pan", "Kitchen", 3),
          new Product("4712", "Trail shoes", "Running", 0),
          new Product("4713", "Desk lamp", "Office", 12),
          new Product("4714", "Rain jacket for runners", "Running", 7));

  /**
   * Runs the example.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    Models.run(PRODUCTS.stream().map(Product::asItem).toList(), BringYourOwnItems::run);
  }

  static String run(LlmClient llm) {
    User user =
        User.of(
            "customer-9",
            List.of(
                Item.of("4601", "Running socks").with("category", "Running"),
                Item.of("4602", "Heart rate belt").with("category", "Running")));
    Prompt prompt = Prompt.of("Name the categories that this customer buys from.");
    Reranker reranker = ProfileReranker.builder(llm).prompt(prompt).build().withFallback();

    List<Product> ordered = reranker.rerank(user, PRODUCTS, Product::asItem);

    Ranking ranking = reranker.rerank(user, PRODUCTS.stream().map(Product::asItem).toList());
    List<Product> withProvenance = ranking.apply(PRODUCTS);

    return "In order: "
        + names(ordered)
        + "\nWith its source, "
        + ranking.source()
        + ": "
        + names(withProvenance);
  }

  private static List<String> names(List<Product> products) {
    return products.stream().map(product -> product.name() + " (" + product.stock() + ")").toList();
  }
}
