package io.agp.rpp;

import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.concurrent.BoundedConcurrency;
import io.agp.concurrent.Futures;
import io.agp.llm.CachingLlmClient;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.metrics.RankingMetrics;
import io.agp.profile.ProfileGenerator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Holds what was learned after some iterations against each other on the validation users, by what
 * would be served: greedy choices, one to the most rounds. Nothing is learned here.
 */
final class Checkpoints {
  /** Every so many iterations: each costs up to a call for each validation user and round. */
  private static final int EVERY = 3;

  private static final long CACHED_ANSWERS = 100_000;

  private final LlmClient llm;
  private final RppSettings settings;
  private final ProfileGenerator profiles;
  private final RppPolicy.Wording wording;
  private final List<LabelledUser> users;
  private @Nullable Choice best;
  private int lastOffered;
  private long failed;

  /** A checkpoint with its best number of rounds; the mean NDCG if it was validated. */
  record Choice(PolicyCore core, int iteration, int rounds, OptionalDouble ndcg) {}

  Checkpoints(
      LlmClient llm,
      RppSettings settings,
      ProfileGenerator profiles,
      RppPolicy.Wording wording,
      List<LabelledUser> users) {
    this.llm = new CachingLlmClient(llm, CACHED_ANSWERS);
    this.settings = settings;
    this.profiles = profiles;
    this.wording = wording;
    this.users = users;
  }

  /** Validates what was learned so far, if it is time. */
  void offer(PolicyCore core, int iteration, boolean last) {
    if (!users.isEmpty() && (iteration % EVERY == 0 || last) && lastOffered != iteration) {
      lastOffered = iteration;
      validate(core.frozen(), iteration);
    }
  }

  /** The best checkpoint, the last iteration's among them; the last if nobody can tell. */
  Choice choose(PolicyCore core, int iteration) {
    offer(core, iteration, true);
    return best == null ? new Choice(core.frozen(), iteration, 1, OptionalDouble.empty()) : best;
  }

  /** Validation rankings that failed, or had fewer rounds than asked for. */
  long failed() {
    return failed;
  }

  private void validate(PolicyCore core, int iteration) {
    double[] ndcg = ndcgByRounds(core);
    for (int rounds = 1; rounds <= ndcg.length; rounds++) {
      double own = ndcg[rounds - 1];
      // Of equal ones, the later checkpoint and the fewer rounds.
      double before = best == null ? Double.NEGATIVE_INFINITY : best.ndcg().orElseThrow();
      boolean later = best != null && best.iteration() < iteration;
      if (own > before || (later && own == before)) {
        best = new Choice(core, iteration, rounds, OptionalDouble.of(own));
      }
    }
  }

  /** The mean NDCG after one round, after two, …; a user without an answer keeps the base order. */
  private double[] ndcgByRounds(PolicyCore core) {
    RppReranker reranker =
        RppReranker.builder(llm, new RppPolicy(core, wording, settings.rounds(), Map.of()))
            .facts(settings.facts())
            .profiles(profiles)
            .build();
    List<List<Ranking>> rankings =
        Futures.await(
            BoundedConcurrency.map(
                users,
                settings.concurrency(),
                user ->
                    Futures.map(
                        reranker.roundsAsync(
                            user.user(),
                            user.candidates(),
                            Deadline.after(settings.timeout().multipliedBy(settings.rounds()))),
                        RppRounds::rankings),
                failure -> {
                  Failures.stopIfFinal(failure);
                  return List.<Ranking>of();
                }),
            Deadline.none());
    failed += reranker.counts().failed() + reranker.counts().shortened();
    double[] sums = new double[settings.rounds()];
    for (int user = 0; user < users.size(); user++) {
      add(sums, users.get(user), rankings.get(user));
    }
    for (int round = 0; round < sums.length; round++) {
      sums[round] /= users.size();
    }
    return sums;
  }

  private void add(double[] sums, LabelledUser user, List<Ranking> rankings) {
    for (int round = 0; round < sums.length; round++) {
      Ranking answer =
          rankings.isEmpty()
              ? Ranking.base(user.candidates())
              : rankings.get(Math.min(round, rankings.size() - 1));
      sums[round] += RankingMetrics.ndcg(user, answer, settings.topK());
    }
  }
}
