package io.agp.rpp;

import java.util.Objects;

/**
 * A part of the prompt that is chosen for each user: the paper's four, those of {@link
 * ProfilePatterns}, or one of your own (section 3.2). Patterns are written into the prompt in the
 * order of their {@link ActionSpace}. Immutable and thread-safe.
 *
 * @param name lower-case letters, digits and {@code -}, a letter first; differs within a space
 * @param kind what its actions are
 */
public record Pattern(String name, Kind kind) {
  /** Who the model is to be. */
  public static final Pattern ROLE_PLAYING = sentences("role-playing");

  /** How much of the history the model sees. */
  public static final Pattern HISTORY_RECORDS = new Pattern("history-records", Kind.HISTORY);

  /** How the model is to come to an order. */
  public static final Pattern REASONING_GUIDANCE = sentences("reasoning-guidance");

  /** How the answer is to be written. */
  public static final Pattern OUTPUT_FORMAT = sentences("output-format");

  /** What the model is told of a user's attributes: Table 7. */
  public static final Pattern USER_PROFILE = new Pattern("user-profile", Kind.ATTRIBUTES);

  /** With which prompt a description of the user's taste is written for the model, if at all. */
  public static final Pattern TASTE_PROFILE = new Pattern("taste-profile", Kind.PROFILES);

  /** What the actions of a pattern are. */
  public enum Kind {
    /** Each action is a sentence of the prompt. */
    SENTENCES,
    /** Each action is a number of further items of the history to show. */
    HISTORY,
    /** Each action is a selection of the user's attributes to show. */
    ATTRIBUTES,
    /** Each action is a profile-generation prompt, or none. */
    PROFILES
  }

  /**
   * Checks the name.
   *
   * @param name the name
   * @param kind what its actions are
   * @throws IllegalArgumentException if the name breaks the rule
   */
  public Pattern {
    Objects.requireNonNull(kind, "kind");
    Rules.name("A pattern's name", name);
  }

  /**
   * A pattern of sentences.
   *
   * @param name the name
   * @return the pattern
   * @throws IllegalArgumentException if the name breaks the rule
   */
  public static Pattern sentences(String name) {
    return new Pattern(name, Kind.SENTENCES);
  }
}
