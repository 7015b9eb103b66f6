package io.agp.profile;

import io.agp.llm.TokenUsage;
import java.util.Objects;

/**
 * What a model wrote of a user's taste: p(u) of the AGP paper, equation 2. Immutable and
 * thread-safe. {@code toString} shows no text.
 *
 * @param userId whose profile
 * @param text the profile; not blank
 * @param promptHash the hash of the prompt it was written with
 * @param usage the tokens of the call; none for a stored profile
 * @param stored whether it came from a store or cache, so that no call was made
 */
public record UserProfile(
    String userId, String text, String promptHash, TokenUsage usage, boolean stored) {
  /**
   * Checks the text.
   *
   * @param userId whose profile
   * @param text the profile
   * @param promptHash the hash of the prompt it was written with
   * @param usage the tokens of the call
   * @param stored whether it came from a store or cache
   * @throws IllegalArgumentException if the text is blank
   */
  public UserProfile {
    Objects.requireNonNull(userId, "userId");
    Objects.requireNonNull(promptHash, "promptHash");
    Objects.requireNonNull(usage, "usage");
    if (text.isBlank()) {
      throw new IllegalArgumentException("The profile of user " + userId + " is blank");
    }
  }

  /**
   * This profile as it is read from a store: nothing was paid for it.
   *
   * @return a copy with {@code stored} set and no usage
   */
  public UserProfile asStored() {
    return new UserProfile(userId, text, promptHash, TokenUsage.NONE, true);
  }

  @Override
  public String toString() {
    return "UserProfile[" + userId + ", " + text.length() + " characters]";
  }
}
