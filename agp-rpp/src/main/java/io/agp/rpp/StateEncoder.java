package io.agp.rpp;

import io.agp.Item;
import io.agp.User;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The vectors that states are made of, the same in training and in serving: users, items, and
 * prompts brought to as many dimensions by a projection that is fitted once.
 */
final class StateEncoder {
  private final UserEncoder users;
  private final ItemEncoder items;
  private final SentenceEncoder sentences;
  private final Projection projection;

  StateEncoder(
      UserEncoder users, ItemEncoder items, SentenceEncoder sentences, Projection projection) {
    this.users = Objects.requireNonNull(users, "users");
    this.items = Objects.requireNonNull(items, "items");
    this.sentences = Objects.requireNonNull(sentences, "sentences");
    this.projection = Objects.requireNonNull(projection, "projection");
    requireSame(users.dimensions(), items.dimensions());
    projection.requireInput(sentences.name(), sentences.dimensions());
    if (projection.outputDimensions() != users.dimensions()) {
      throw new IllegalArgumentException(
          String.format(
              "The projection must give the %d dimensions of users, gives %d",
              users.dimensions(), projection.outputDimensions()));
    }
  }

  static void requireSame(int ofUsers, int ofItems) {
    if (ofUsers != ofItems) {
      throw new IllegalArgumentException(
          String.format(
              "Users and items must be encoded in the same dimensions, were %d and %d",
              ofUsers, ofItems));
    }
  }

  int dimensions() {
    return users.dimensions();
  }

  boolean knows(User user) {
    return users.knows(user);
  }

  /** s_0. */
  double[] user(User user) {
    return users.encode(user);
  }

  /** E(p_t) before the projection. */
  static double[] unprojected(SentenceEncoder sentences, AssembledPrompt prompt) {
    // The length of the history is a choice as the sentences are, but no sentence tells it.
    return sentences.encode(
        prompt.instruction() + "\nhistory of " + prompt.prompt().historyLength());
  }

  /** E(p_t). */
  double[] prompt(AssembledPrompt prompt) {
    return projection.apply(unprojected(sentences, prompt));
  }

  /** The items in their order. */
  double[][] items(List<Item> ranked) {
    return ranked.stream().map(items::encode).toArray(double[][]::new);
  }

  Projection projection() {
    return projection;
  }

  /** How to make the encoders again; empty where one is the caller's own. */
  Optional<Map<String, Object>> asTexts() {
    return TextEncoders.toJson(users, items, sentences);
  }

  String userEncoderName() {
    return users.name();
  }

  String itemEncoderName() {
    return items.name();
  }

  String sentenceEncoderName() {
    return sentences.name();
  }
}
