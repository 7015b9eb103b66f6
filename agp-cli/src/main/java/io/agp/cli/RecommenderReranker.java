package io.agp.cli;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.User;
import io.agp.experiments.recommend.Recommender;
import io.agp.llm.Deadline;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Candidates that another recommender listed, in the order of this one's scores. */
record RecommenderReranker(Recommender recommender) implements Reranker {
  @Override
  public CompletableFuture<Ranking> rerankAsync(
      User user, List<Item> candidates, Deadline deadline) {
    List<Item> ordered = recommender.catalogue().inOrder(candidates, recommender.scores(user));
    int[] order = ordered.stream().mapToInt(candidates::indexOf).toArray();
    return CompletableFuture.completedFuture(
        Ranking.builder(candidates, Ranking.Source.BASE).order(order).build());
  }
}
