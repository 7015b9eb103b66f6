/**
 * RPP and RPP+: a prompt of its own for each user.
 *
 * <p>A prompt is made of patterns: who the model is to be, how much of the history it sees, how it
 * is to come to an order, how it is to answer. An {@link io.agp.rpp.ActionSpace} holds the choices
 * of each; {@link io.agp.rpp.ProfilePatterns} adds what is known of the person. For each pattern an
 * agent learns what suits whom, rewarded by the user's own NDCG@k:
 *
 * <ul>
 *   <li>{@link io.agp.rpp.RppOptimizer} learns an {@link io.agp.rpp.RppPolicy}, one JSON file; with
 *       a {@link io.agp.rpp.SentenceRefiner} it is RPP+. It goes on from logs, as a contextual
 *       bandit or over several rounds;
 *   <li>{@link io.agp.rpp.RppReranker} ranks with it, and counts what it had to leave out;
 *   <li>{@link io.agp.rpp.UserEncoder} and {@link io.agp.rpp.ItemEncoder} say what agents see of
 *       users and items: a recommender's vectors, or their texts;
 *   <li>{@link io.agp.rpp.EnumerationOptimizer} and {@link io.agp.rpp.GripsOptimizer} find one
 *       prompt for everybody, which {@link io.agp.rpp.FixedPromptReranker} uses.
 * </ul>
 *
 * <pre>{@code
 * RppPolicy policy =
 *     RppOptimizer.builder(llm, ActionSpace.of(Domain.MOVIES), users, items)
 *         .iterations(9)
 *         .build()
 *         .optimize(TrainingData.of(train, validation));
 * policy.save(file);
 *
 * RppPolicy policy = RppPolicy.load(file);
 * Reranker reranker = RppReranker.builder(llm, policy).build().withFallback();
 * Ranking ranking = reranker.rerank(user, candidates, Deadline.after(Duration.ofSeconds(2)));
 * }</pre>
 */
@NullMarked
package io.agp.rpp;

import org.jspecify.annotations.NullMarked;
