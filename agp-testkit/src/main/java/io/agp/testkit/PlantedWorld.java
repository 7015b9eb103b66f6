package io.agp.testkit;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.User;
import io.agp.llm.LlmClient;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A world in which a prompt of its own for each user pays, so that learners of prompts can be held
 * against the best possible without a key or a network: users whose type is hidden, embeddings that
 * tell it, and a model that obeys some sentences better for some types.
 *
 * <p>A user's type has four parts. The <i>horizon</i>: of a history of 8 items, most are of one
 * genre and the last one or two of another; for half of the users the relevant one of 10 candidates
 * has the genre of the last items, for the others that of most items, and a second candidate has
 * the other. And one <i>role</i> sentence, one kind of <i>reasoning</i> sentences (they fall into
 * three kinds, those that follow one another together) and one <i>format</i> sentence that the
 * model obeys best for this user.
 *
 * <p>The model scores a candidate by how often its genre is shown in the history, divided by how
 * often the most frequent genre is, and adds normal noise of the deviation {@code 0.38 * 3.2^((1 -
 * r) + (1 - g))}. Here r and g say how well the role and the reasoning suit the user: 1 for those
 * of the type, for others from 0.55 down to 0 in an order drawn by the seed, 0.05 less for each
 * further sentence of a kind, and 0 for a sentence it does not know. So a long history misleads it
 * for one half of the users and a short one for the other. In the format that suits, 3 % of its
 * answers fail; in others, 30 % to 90 %; in one it does not know, 90 %. Three of four failed
 * answers name no candidate, the others only the first two. It tells the type from the last title
 * of the history and from nothing else: without a history every sentence counts as unknown.
 *
 * <p>By default, with 1..8 items of history, random choice gives a mean NDCG@10 of about 0.52, the
 * best prompt for all 0.59, each user's own 0.91 (means over ten seeds).
 *
 * <p>A sentence that the model is asked to rewrite comes back with an emphasis behind it, and is
 * obeyed like the original.
 *
 * <p>Its numbers show that the machinery learns. They say nothing of a language model's quality.
 *
 * <p>Thread-safe. Everything depends on the settings and the arguments alone, not on the order of
 * calls. Expected values are kept once they are computed.
 */
public final class PlantedWorld {
  private static final int MAX_DIMENSIONS = 4_096;

  private final PlantedMind mind;
  private final PlantedEmbeddings embeddings;
  private final PlantedValue value;

  private PlantedWorld(Builder builder) {
    this.mind = new PlantedMind(builder.seed, builder.sentences, builder.styles);
    this.embeddings =
        new PlantedEmbeddings(
            builder.seed, builder.dimensions, builder.embeddingNoise, mind.types());
    this.value = new PlantedValue(mind);
  }

  /**
   * Which sentences a prompt holds, by their places in the lists of {@link #sentences}.
   *
   * @param role the role sentence, or {@link #NONE}
   * @param reasoning the reasoning sentence, or {@link #NONE}
   * @param format the format sentence, or {@link #NONE}
   */
  public record Choice(int role, int reasoning, int format) {
    /** Stands for no sentence, or for one that the model does not know. */
    public static final int NONE = -1;
  }

  /**
   * Starts a world.
   *
   * @return a builder with the defaults
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A world with the default settings.
   *
   * @param seed what its chance depends on
   * @return the world
   */
  public static PlantedWorld of(long seed) {
    return builder().seed(seed).build();
  }

  /**
   * Users, their types balanced: each part of the type has each of its values equally often, as far
   * as their number allows. The same prefix gives the same users, and a larger sample begins with
   * the smaller one; samples of different prefixes share no user and no item. Titles differ within
   * a user; with five words drawn from 7 * 10^13 combinations they hardly ever meet otherwise.
   *
   * @param n how many, at least 0
   * @param prefix begins their ids, such as "train"; not blank
   * @return the users with 8 items of history and 10 candidates, each item with the attribute
   *     "genre", and one relevant candidate in a random place; immutable
   * @throws IllegalArgumentException if {@code n} is negative or {@code prefix} is blank
   */
  public List<LabelledUser> users(int n, String prefix) {
    if (n < 0 || prefix.isBlank()) {
      throw new IllegalArgumentException(
          String.format(
              "The number of users must be at least 0 and their prefix not blank, were %d, \"%s\"",
              n, prefix));
    }
    PlantedUsers users = new PlantedUsers(mind);
    return IntStream.range(0, n)
        .mapToObj(index -> users.user(PlantedTypes.id(prefix, index)))
        .toList();
  }

  /**
   * A vector that tells the user's type: the sum of a direction for each part of it, about 1 in
   * length, and normal noise in every dimension.
   *
   * @param user a user of this world; only the id is looked at
   * @return a fresh array of the world's dimensions
   * @throws IllegalArgumentException if the id is not of the form that {@link #users} gives
   */
  public double[] embedding(User user) {
    return embeddings.of(user);
  }

  /**
   * A vector that tells the item's genre: a direction of about 1 in length, and normal noise in
   * every dimension.
   *
   * @param item an item; for one without a genre of this world the vector is noise alone
   * @return a fresh array of the world's dimensions
   */
  public double[] embedding(Item item) {
    return embeddings.of(item);
  }

  /**
   * The model. It sees the messages' texts alone. What it takes for data is JSON in code fences, as
   * the library's prompts have it: the last list of items with ids are the candidates, the first
   * list of others is the history, oldest first. Without candidates it takes the last text in a
   * fence for a sentence to rewrite. Anything else it answers politely, without an order. The same
   * messages get the same answer.
   *
   * @return a thread-safe client that answers at once, in the calling thread; it calls itself
   *     {@code "planted"} and estimates its usage as a token for each four characters
   */
  public LlmClient model() {
    return new PlantedModel(mind);
  }

  /**
   * The sentences of a pattern as the builder had them.
   *
   * @param pattern role, reasoning or format
   * @return an immutable list of at least one
   * @throws IllegalArgumentException if there is no such pattern
   */
  public List<String> sentences(String pattern) {
    return mind.of(pattern).texts();
  }

  /**
   * Every way to choose a sentence of each pattern.
   *
   * @return an immutable list, roles outermost and formats innermost
   */
  public List<Choice> choices() {
    return mind.choices();
  }

  /**
   * The mean NDCG@10 over the model's noise: an answer that names no candidate counts as the base
   * order, and what a cut one leaves out follows in base order. From 400 seeded draws, the same for
   * all choices of a user: its standard error is about 0.015 for one user and less for a mean over
   * users.
   *
   * @param user a user of this world; the candidates may stand in another order
   * @param choice the sentences of the prompt
   * @param historyLength how many of the latest items the prompt shows, at least 0
   * @return 0..1
   * @throws IllegalArgumentException if the choice or the length is outside its range, or no
   *     candidate is relevant
   */
  public double expectedNdcg(LabelledUser user, Choice choice, int historyLength) {
    return value.expectedNdcg(user, choice, historyLength);
  }

  /**
   * What there is to be learned of users, over all {@link #choices} and the given lengths of
   * history.
   *
   * @param users users of this world, at least one
   * @param historyLengths the lengths to choose from, at least one, each at least 0
   * @return the means of {@link #expectedNdcg} for random, fixed and best choices
   * @throws IllegalArgumentException if there is no user or no length, or a length is negative
   */
  public PlantedGap gap(List<LabelledUser> users, List<Integer> historyLengths) {
    return value.gap(users, choices(), historyLengths);
  }

  /** Builds a {@link PlantedWorld}. Not thread-safe. */
  public static final class Builder {
    private final Map<String, PlantedSentences> sentences = new HashMap<>();
    private List<AnswerStyle> styles = PlantedWording.STYLES;
    private long seed;
    private int dimensions = 64;
    private double embeddingNoise = 0.05;

    private Builder() {
      sentences.put("role", new PlantedSentences("role", PlantedWording.ROLES));
      sentences.put("reasoning", new PlantedSentences("reasoning", PlantedWording.REASONING));
      sentences.put("format", new PlantedSentences("format", PlantedWording.FORMATS));
    }

    /**
     * Sets what the world's chance depends on; default: 0. It decides which users are of which type
     * and which sentences suit users of other types least badly.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Sets the sentences of a pattern that the model knows; default: 3 roles, 9 sentences of
     * reasoning and 5 formats of the world's own. Where a prompt holds several of a pattern, the
     * longest counts.
     *
     * @param pattern role, reasoning or format. New formats are answered as {@link
     *     AnswerStyle#JSON_OBJECT} until {@link #answers} says otherwise
     * @param texts the sentences as they stand in prompts; {@code {{name}}} stands for any words of
     *     a line. At least one, each with words, no two equal. Copied
     * @return this builder
     * @throws IllegalArgumentException if the pattern is another or the sentences break the rule
     */
    public Builder sentences(String pattern, List<String> texts) {
      if (!PlantedMind.PATTERNS.contains(pattern)) {
        throw new IllegalArgumentException(
            "The pattern must be one of " + PlantedMind.PATTERNS + ", was \"" + pattern + '"');
      }
      PlantedSentences checked = new PlantedSentences(pattern, texts);
      sentences.put(pattern, checked);
      if (pattern.equals("format")) {
        styles = Collections.nCopies(checked.size(), AnswerStyle.JSON_OBJECT);
      }
      return this;
    }

    /**
     * Sets how the model answers to each format sentence; default: as those of the world ask for.
     *
     * @param styles one for each format sentence. Copied
     * @return this builder
     */
    public Builder answers(List<AnswerStyle> styles) {
      this.styles = List.copyOf(styles);
      return this;
    }

    /**
     * Sets the length of embeddings; default: 64.
     *
     * @param dimensions 1..4,096. With fewer than there are values of the parts of a type (13 by
     *     default), types cannot be told apart by lines
     * @return this builder
     * @throws IllegalArgumentException if it is outside that range
     */
    public Builder dimensions(int dimensions) {
      if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
        throw new IllegalArgumentException(
            "dimensions must be within 1.." + MAX_DIMENSIONS + ", was " + dimensions);
      }
      this.dimensions = dimensions;
      return this;
    }

    /**
     * Sets the deviation of the noise in each dimension of an embedding; default: 0.05.
     *
     * @param deviation at least 0, finite; the directions that tell the type are about 1 long
     * @return this builder
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Builder embeddingNoise(double deviation) {
      if (!(deviation >= 0) || Double.isInfinite(deviation)) {
        throw new IllegalArgumentException(
            "embeddingNoise must be at least 0 and finite, was " + deviation);
      }
      this.embeddingNoise = deviation;
      return this;
    }

    /**
     * Builds the world.
     *
     * @return the world
     * @throws IllegalStateException if there is not one answer for each format
     */
    public PlantedWorld build() {
      return new PlantedWorld(this);
    }
  }
}
