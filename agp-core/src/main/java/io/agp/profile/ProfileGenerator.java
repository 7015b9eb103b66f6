package io.agp.profile;

import io.agp.User;
import io.agp.llm.Deadline;
import io.agp.prompt.Prompt;
import java.util.concurrent.CompletableFuture;

/**
 * Writes a user's profile with a profile-generation prompt.
 *
 * <p>{@link LlmProfileGenerator} asks a model. One of your own might read a profile that another
 * system keeps:
 *
 * <pre>{@code
 * ProfileGenerator crm = (user, prompt, deadline) ->
 *     CompletableFuture.supplyAsync(() ->
 *         new UserProfile(user.id(), crmText(user.id()), prompt.hash(), TokenUsage.NONE, true));
 * }</pre>
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
public interface ProfileGenerator {
  /**
   * Starts writing a profile. Does not block.
   *
   * @param user the user; the history may be empty
   * @param prompt the profile-generation prompt
   * @param deadline when the profile must be there
   * @return a future with the profile, or failed with an {@link io.agp.llm.LlmException}
   */
  CompletableFuture<UserProfile> generate(User user, Prompt prompt, Deadline deadline);
}
