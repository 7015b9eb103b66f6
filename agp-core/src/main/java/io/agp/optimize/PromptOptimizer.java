package io.agp.optimize;

import io.agp.prompt.PromptPolicy;

/**
 * Learns which prompt to use from users whose relevant items are known.
 *
 * <p>{@link AgpOptimizer} learns one prompt for everybody. The simplest of all keeps the best of a
 * list:
 *
 * <pre>{@code
 * PromptOptimizer bestOf = data ->
 *     PromptPolicy.fixed(prompts.stream()
 *         .max(comparingDouble(prompt -> Evaluation.run(rerankerWith(prompt), data.train(), 8).ndcg(10)))
 *         .orElseThrow());
 * }</pre>
 *
 * <p>An optimizer may be used from several threads if its implementation says so.
 */
@FunctionalInterface
public interface PromptOptimizer {
  /**
   * Learns. Blocks until done, for as long as many model calls take.
   *
   * @param data the users to learn from and to validate with
   * @return the learned policy
   * @throws io.agp.llm.LlmException if no further call can succeed (a refused key, a reached limit)
   *     or this thread was interrupted; single failed calls are counted and do not end learning
   */
  PromptPolicy optimize(TrainingData data);
}
