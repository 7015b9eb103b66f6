package io.agp.optimize;

import com.google.common.collect.ImmutableMap;
import io.agp.User;
import io.agp.metrics.PairedBootstrap;
import io.agp.prompt.Prompt;
import io.agp.prompt.PromptPolicy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A learned prompt with its record: what it was edited from, what it was learned on, and how it
 * scored. It is a policy that gives everybody this prompt. Immutable and thread-safe.
 *
 * <pre>{@code
 * Reranker reranker =
 *     ProfileReranker.builder(llm).policy(LearnedPrompt.load(Path.of("prompt.json"))).build();
 * }</pre>
 *
 * @param prompt the prompt, with the hash of the one it was edited from
 * @param initial the prompt that learning began with
 * @param learnedOn what it was learned on and with, by name ("train users", "seed", "rule" …).
 *     Copied
 * @param validation NDCG@k against the initial prompt on the validation users, if they were asked;
 *     k is the top-k learned with
 */
public record LearnedPrompt(
    Prompt prompt, Prompt initial, Map<String, String> learnedOn, Optional<Validation> validation)
    implements PromptPolicy {
  /**
   * How a prompt scored on the validation users. They were also used to choose it, so this is
   * optimistic; only sealed test users tell the truth.
   *
   * @param initialNdcg mean NDCG@k of the initial prompt
   * @param learnedNdcg mean NDCG@k of the learned prompt
   * @param comparison the paired difference, with its 95 % interval
   */
  public record Validation(double initialNdcg, double learnedNdcg, PairedBootstrap comparison) {
    /**
     * Checks that nothing is {@code null}.
     *
     * @param initialNdcg mean NDCG@k of the initial prompt
     * @param learnedNdcg mean NDCG@k of the learned prompt
     * @param comparison the paired difference
     */
    public Validation {
      Objects.requireNonNull(comparison, "comparison");
    }
  }

  /**
   * Checks that nothing is {@code null} and copies.
   *
   * @param prompt the prompt
   * @param initial the prompt that learning began with
   * @param learnedOn what it was learned on and with
   * @param validation NDCG@k against the initial prompt on the validation users
   */
  public LearnedPrompt {
    Objects.requireNonNull(prompt, "prompt");
    Objects.requireNonNull(initial, "initial");
    Objects.requireNonNull(validation, "validation");
    learnedOn = ImmutableMap.copyOf(learnedOn);
  }

  @Override
  public Prompt promptFor(User user) {
    return prompt;
  }

  /**
   * This prompt with more said of what it was learned on.
   *
   * @param name what is said, for example "data set"
   * @param value its value
   * @return a copy
   */
  public LearnedPrompt learnedOn(String name, String value) {
    return new LearnedPrompt(
        prompt,
        initial,
        ImmutableMap.<String, String>builder()
            .putAll(learnedOn)
            .put(name, value)
            .buildKeepingLast(),
        validation);
  }

  /**
   * Writes the file: to a temporary one first, which then takes the place of an older one, so that
   * a crash leaves no half of it.
   *
   * @param file where; its folder must exist
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void save(Path file) {
    LearnedPromptFile.write(this, file);
  }

  /**
   * Reads a file that {@link #save} wrote.
   *
   * @param file the file
   * @return the learned prompt
   * @throws java.io.UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if it is not such a file, or if a text was changed and does
   *     not fit its hash; the message names the file, the field and the rule
   */
  public static LearnedPrompt load(Path file) {
    return LearnedPromptFile.read(file);
  }
}
