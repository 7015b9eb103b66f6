package io.agp.prompt;

import io.agp.Item;
import io.agp.internal.PromptData;
import java.util.List;
import java.util.Map;

/**
 * Untrusted text as the library's prompts show it, for prompts of your own: JSON inside a code
 * fence that the text cannot close, titles and attributes cut to 300 code points, no ids of the
 * caller's. Thread-safe.
 */
public final class DataBlock {
  private DataBlock() {}

  /**
   * Items, one a line.
   *
   * @param items the items; may be empty
   * @return a fenced JSON array
   */
  public static String items(List<Item> items) {
    return PromptData.items(items);
  }

  /**
   * Items with ids 1..k in the order given, one a line: what {@link io.agp.rerank.RankingReader}
   * reads the answer to.
   *
   * @param items the items; may be empty
   * @return a fenced JSON array
   */
  public static String numbered(List<Item> items) {
    return PromptData.numbered(items);
  }

  /**
   * Short texts by name, in their order.
   *
   * @param values the texts; beyond 300 code points a name or text is cut. May be empty
   * @return a fenced JSON object
   */
  public static String object(Map<String, String> values) {
    return PromptData.object(values);
  }

  /**
   * One text of any length.
   *
   * @param text the text; may be empty
   * @return a fenced JSON string
   */
  public static String text(String text) {
    return PromptData.text(text);
  }

  /**
   * One short text for use within a sentence.
   *
   * @param text the text; beyond 300 code points it is cut
   * @return a JSON string in its quotes, on one line and without backticks
   */
  public static String quoted(String text) {
    return PromptData.quoted(text);
  }
}
