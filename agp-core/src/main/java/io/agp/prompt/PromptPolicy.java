package io.agp.prompt;

import io.agp.User;
import java.util.Objects;

/**
 * Which prompt is used for a user: what learning results in and serving asks. AGP's policy gives
 * everybody one learned prompt; others choose for each user.
 *
 * <pre>{@code
 * PromptPolicy byHistory = user -> user.history().size() < 3 ? forNewcomers : forRegulars;
 * Reranker reranker = ProfileReranker.builder(llm).policy(byHistory).build();
 * }</pre>
 *
 * <p>Implementations are thread-safe and do not block.
 */
@FunctionalInterface
public interface PromptPolicy {
  /**
   * The prompt for a user.
   *
   * @param user the user; may be one never seen before, with an empty history
   * @return the prompt; never {@code null}
   */
  Prompt promptFor(User user);

  /**
   * One prompt for everybody.
   *
   * @param prompt the prompt
   * @return the policy
   */
  static PromptPolicy fixed(Prompt prompt) {
    Objects.requireNonNull(prompt, "prompt");
    return user -> prompt;
  }
}
