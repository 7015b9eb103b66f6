package io.agp.rpp;

import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.concurrent.BoundedConcurrency;
import io.agp.concurrent.Futures;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.metrics.RankingMetrics;
import java.time.Duration;
import java.util.List;

/** Tries whole prompts on labelled users, one call for each, and counts the calls. */
final class PromptTrial {
  private final LlmClient llm;
  private final int topK;
  private final long seed;
  private final int concurrency;
  private final Duration timeout;
  private final CountedProfiles profiles;
  private int calls;
  private int failed;

  PromptTrial(LlmClient llm, int topK, long seed, int concurrency, Duration timeout) {
    this.llm = llm;
    this.topK = topK;
    this.seed = seed;
    this.concurrency = concurrency;
    this.timeout = timeout;
    this.profiles = new CountedProfiles(CountedProfiles.usual(llm));
  }

  int calls() {
    return calls + (int) profiles.calls();
  }

  int failed() {
    return failed + (int) profiles.failed();
  }

  /** Adds a call that was made elsewhere. */
  void spent(int more) {
    calls += more;
  }

  /**
   * The mean NDCG of a prompt. An answer without an order earns nothing; a failed call is left out.
   *
   * @throws LlmException if all calls failed, or one in a way that no waiting mends
   */
  double ndcg(RppPrompt prompt, List<LabelledUser> users) {
    PromptAssembler assembler =
        PromptAssembler.builder(prompt.space()).seed(seed).profiles(profiles).build();
    calls += users.size();
    List<Object> outcomes =
        Futures.await(
            BoundedConcurrency.map(
                users,
                concurrency,
                user ->
                    Futures.<Ranking, Object>map(
                        new FixedPromptReranker(llm, assembler, prompt)
                            .rerankAsync(user.user(), user.candidates(), Deadline.after(timeout)),
                        ranking -> RankingMetrics.ndcg(user, ranking, topK)),
                failure -> failure),
            Deadline.none());
    return mean(outcomes);
  }

  private double mean(List<Object> outcomes) {
    double sum = 0;
    int answered = 0;
    for (Object outcome : outcomes) {
      if (outcome instanceof Double ndcg) {
        sum += ndcg;
        answered++;
      } else if (outcome instanceof Throwable failure) {
        Failures.stopIfFinal(failure);
        failed++;
        answered += Failures.isOutcomeOfPrompt(failure) ? 1 : 0;
      }
    }
    if (answered == 0 && outcomes.get(0) instanceof LlmException failure) {
      throw failure;
    }
    return sum / answered;
  }
}
