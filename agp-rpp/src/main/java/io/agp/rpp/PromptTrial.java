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
import java.util.Optional;

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
    return score(prompt, users).mean();
  }

  /**
   * The same for a few users of many, where an outage may be over for the next.
   *
   * @throws LlmException if a call failed in a way that no waiting mends
   */
  Score score(RppPrompt prompt, List<LabelledUser> users) {
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
    return score(outcomes);
  }

  private Score score(List<Object> outcomes) {
    double sum = 0;
    int answered = 0;
    Optional<LlmException> outage = Optional.empty();
    for (Object outcome : outcomes) {
      if (outcome instanceof Double ndcg) {
        sum += ndcg;
        answered++;
      } else if (outcome instanceof Throwable failure) {
        Failures.stopIfFinal(failure);
        failed++;
        answered += Failures.isOutcomeOfPrompt(failure) ? 1 : 0;
        outage = failure instanceof LlmException e ? Optional.of(e) : outage;
      }
    }
    return new Score(sum, answered, outage);
  }

  /**
   * What a prompt earned.
   *
   * @param sum of NDCG over the users answered
   * @param answered users whose call did not fail
   * @param outage a failure, if there was one
   */
  record Score(double sum, int answered, Optional<LlmException> outage) {
    static final Score NONE = new Score(0, 0, Optional.empty());

    Score plus(Score other) {
      return new Score(sum + other.sum, answered + other.answered, outage.or(() -> other.outage));
    }

    /**
     * Over the users answered; not a number if nobody was asked.
     *
     * @throws LlmException if nobody was answered
     */
    double mean() {
      if (answered == 0 && outage.isPresent()) {
        throw outage.get();
      }
      return sum / answered;
    }
  }
}
