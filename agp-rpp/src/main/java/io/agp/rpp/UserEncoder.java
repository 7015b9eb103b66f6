package io.agp.rpp;

import io.agp.User;
import java.util.Map;

/**
 * Turns a user into a vector: the first state, s_0 = u (equation 3). Where a recommender such as
 * LightGCN has embeddings, use them, with the text of the history for users it does not know:
 *
 * <pre>{@code
 * SentenceEncoder sentences = new HashingSentenceEncoder();
 * UserEncoder text = UserEncoder.ofText(sentences, 10);
 * UserEncoder users = UserEncoder.embeddings("lightgcn-2026-01", embeddings, text.projected(to64));
 * }</pre>
 *
 * <p>Implementations are thread-safe, do not block, and give the same vector for the same user and
 * history for good.
 */
public interface UserEncoder {
  /**
   * Encodes a user.
   *
   * @param user the user; may be unknown, with an empty history
   * @return a fresh array of {@link #dimensions()} finite numbers; zeros where nothing is known
   */
  double[] encode(User user);

  /**
   * Whether the vector tells the user from others, and is no stand-in.
   *
   * @param user the user
   * @return {@code false} for a user of whom the encoder itself knows nothing
   */
  boolean knows(User user);

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
   * Users' embeddings as given, and another encoder for users who have none.
   *
   * @param name names these embeddings: another training gives another name
   * @param embeddings a vector for each user's id, all of one length, finite. Copied
   * @param others encodes users without an embedding, in as many dimensions
   * @return the encoder; it knows the users with an embedding
   * @throws IllegalArgumentException if there is no embedding, a length differs, or a number is not
   *     finite
   */
  static UserEncoder embeddings(String name, Map<String, double[]> embeddings, UserEncoder others) {
    return new UserEmbeddings(new EmbeddingTable(name, embeddings, others.dimensions()), others);
  }

  /**
   * Encodes the texts of the latest items of the history, as the mean of their vectors.
   *
   * @param sentences encodes an item's text
   * @param historyLength how many of the latest items count, at least 1
   * @return the encoder; it knows users who have a history
   * @throws IllegalArgumentException if {@code historyLength} is less than 1
   */
  static UserEncoder ofText(SentenceEncoder sentences, int historyLength) {
    return new UserTexts(ItemEncoder.ofText(sentences), historyLength);
  }

  /**
   * This encoder with its vectors projected.
   *
   * @param projection from this encoder's dimensions
   * @return a new encoder
   * @throws IllegalArgumentException if the projection is from other dimensions
   */
  default UserEncoder projected(Projection projection) {
    return new ProjectedUsers(this, projection);
  }
}
