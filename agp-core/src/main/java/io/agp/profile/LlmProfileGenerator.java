package io.agp.profile;

import io.agp.User;
import io.agp.concurrent.Futures;
import io.agp.internal.PlainAnswer;
import io.agp.internal.PromptData;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.prompt.Prompt;
import io.agp.prompt.RoleTemplate;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a model for the profile: p(u) = LLM(H(u), p_gen), equation 2 of the AGP paper. One call a
 * profile. Immutable and thread-safe.
 */
public final class LlmProfileGenerator implements ProfileGenerator {
  private final LlmClient llm;
  private final RoleTemplate template;
  private final int historyLength;

  /**
   * A generator with the library's template.
   *
   * @param llm the model
   * @param historyLength how many of the latest items the model sees; at least 1
   * @throws IllegalArgumentException if {@code historyLength} is less than 1
   */
  public LlmProfileGenerator(LlmClient llm, int historyLength) {
    this(llm, historyLength, RoleTemplate.profile());
  }

  /**
   * A generator with a template of yours.
   *
   * @param llm the model
   * @param historyLength how many of the latest items the model sees; at least 1
   * @param template a template with the placeholders of {@link RoleTemplate#profile()}
   * @throws IllegalArgumentException if {@code historyLength} is less than 1
   */
  public LlmProfileGenerator(LlmClient llm, int historyLength, RoleTemplate template) {
    if (historyLength < 1) {
      throw new IllegalArgumentException("historyLength must be at least 1, was " + historyLength);
    }
    this.llm = Objects.requireNonNull(llm, "llm");
    this.historyLength = historyLength;
    this.template = Objects.requireNonNull(template, "template");
  }

  @Override
  public CompletableFuture<UserProfile> generate(User user, Prompt prompt, Deadline deadline) {
    LlmRequest request =
        template
            .request(
                Map.of(
                    "prompt", prompt.text(),
                    "history", PromptData.items(user.lastItems(historyLength))))
            .userId(user.id())
            .build();
    return Futures.map(
        llm.completeAsync(request, deadline),
        response -> {
          String text = PlainAnswer.withoutThinking(response.text());
          if (text.isEmpty()) {
            throw new LlmException.UnreadableAnswer("The model wrote an empty profile", null);
          }
          return new UserProfile(
              user.id(), text, prompt.hash(), response.usage(), response.cached());
        });
  }
}
