package io.agp.rpp;

import io.agp.Item;
import java.util.Map;

/**
 * Turns an item into a vector: the items that the GRU reads in the order of the ranking (equation
 * 4). Implementations are thread-safe, do not block, and give the same vector for the same item for
 * good.
 */
public interface ItemEncoder {
  /**
   * Encodes an item.
   *
   * @param item the item; may be unknown
   * @return a fresh array of {@link #dimensions()} finite numbers; zeros where nothing is known
   */
  double[] encode(Item item);

  /**
   * The encoder's identity: encoders that give other vectors have other names.
   *
   * @return the name with whatever settings change the vectors
   */
  String name();

  /**
   * The length of the vectors.
   *
   * @return at least 1
   */
  int dimensions();

  /**
   * Items' embeddings as given, and another encoder for items that have none.
   *
   * @param name names these embeddings: another training gives another name
   * @param embeddings a vector for each item's id, all of one length, finite. Copied
   * @param others encodes items without an embedding, in as many dimensions
   * @return the encoder
   * @throws IllegalArgumentException if there is no embedding, a length differs, or a number is not
   *     finite
   */
  static ItemEncoder embeddings(String name, Map<String, double[]> embeddings, ItemEncoder others) {
    return new ItemEmbeddings(new EmbeddingTable(name, embeddings, others.dimensions()), others);
  }

  /**
   * Encodes an item's title and the values of its attributes.
   *
   * @param sentences encodes the text
   * @return the encoder
   */
  static ItemEncoder ofText(SentenceEncoder sentences) {
    return new ItemTexts(sentences);
  }

  /**
   * This encoder with its vectors projected.
   *
   * @param projection from this encoder's dimensions
   * @return a new encoder
   * @throws IllegalArgumentException if the projection is from other dimensions
   */
  default ItemEncoder projected(Projection projection) {
    return new ProjectedItems(this, projection);
  }
}
