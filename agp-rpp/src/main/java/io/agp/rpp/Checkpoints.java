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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

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
  private final List<Validated> validated = new ArrayList<>();
  private long failed;

  /** A checkpoint with its best number of rounds; the mean NDCG if it was validated. */
  record Choice(PolicyCore core, int iteration, int rounds, OptionalDouble ndcg) {}

  /** The NDCG of each user after some iteration with some rounds. */
  record Validated(PolicyCore core, int iteration, int rounds, List<Double> ndcg) {
    double mean() {
      return ndcg.stream().mapToDouble(value -> value).average().orElseThrow();
    }

    Choice choice() {
      return new Choice(core, iteration, rounds, OptionalDouble.of(mean()));
    }

    /** By more than the standard error of the users' differences. */
    boolean clearlyBetterThan(Validated other) {
      int n = ndcg.size();
      double difference = mean() - other.mean();
      double squares = 0;
      for (int user = 0; user < n; user++) {
        double own = ndcg.get(user) - other.ndcg.get(user) - difference;
        squares += own * own;
      }
      return difference > Math.sqrt(squares / Math.max(1, n - 1) / n);
    }
  }

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
  void offer(PolicyCore core, int iteration) {
    if (!users.isEmpty() && iteration % EVERY == 0) {
      add(core.frozen(), iteration);
    }
  }

  /**
   * What was learned last, with one round; or an earlier checkpoint or more rounds where they are
   * clearly better. Fewer calls learned from, and more calls for each ranking, shall not be chosen
   * by chance.
   */
  Choice choose(PolicyCore core, int iteration) {
    if (users.isEmpty()) {
      return new Choice(core.frozen(), iteration, 1, OptionalDouble.empty());
    }
    if (iteration % EVERY != 0) {
      add(core.frozen(), iteration);
    }
    Validated best = validated.get(validated.size() - settings.rounds());
    for (int last = validated.size(); last > 0; last -= settings.rounds()) {
      for (Validated other : validated.subList(last - settings.rounds(), last)) {
        best = other.clearlyBetterThan(best) ? other : best;
      }
    }
    return best.choice();
  }

  /** The users' results of what {@link #choose} returned; there must be validation users. */
  Validated validated(Choice choice) {
    return validated.stream()
        .filter(one -> one.core() == choice.core() && one.rounds() == choice.rounds())
        .findFirst()
        .orElseThrow();
  }

  /** Validates something else that could be served, with one round. */
  Validated validate(PolicyCore core, int iteration) {
    return new Validated(core, iteration, 1, ndcg(rankings(core, 1), 1));
  }

  /** Validation rankings that failed, or had fewer rounds than asked for. */
  long failed() {
    return failed;
  }

  /** Adds one entry for each number of rounds; without an answer a user keeps the base order. */
  private void add(PolicyCore core, int iteration) {
    List<List<Ranking>> rankings = rankings(core, settings.rounds());
    for (int rounds = 1; rounds <= settings.rounds(); rounds++) {
      validated.add(new Validated(core, iteration, rounds, ndcg(rankings, rounds)));
    }
  }

  private List<Double> ndcg(List<List<Ranking>> rankings, int rounds) {
    List<Double> ndcg = new ArrayList<>();
    for (int user = 0; user < users.size(); user++) {
      ndcg.add(ndcg(users.get(user), rankings.get(user), rounds));
    }
    return ndcg;
  }

  private double ndcg(LabelledUser user, List<Ranking> rankings, int rounds) {
    Ranking answer =
        rankings.isEmpty()
            ? Ranking.base(user.candidates())
            : rankings.get(Math.min(rounds, rankings.size()) - 1);
    return RankingMetrics.ndcg(user, answer, settings.topK());
  }

  private List<List<Ranking>> rankings(PolicyCore core, int rounds) {
    RppReranker reranker =
        RppReranker.builder(llm, new RppPolicy(core, wording, rounds, Map.of()))
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
                            Deadline.after(settings.timeout().multipliedBy(rounds))),
                        RppRounds::rankings),
                failure -> {
                  Failures.stopIfFinal(failure);
                  return List.<Ranking>of();
                }),
            Deadline.none());
    failed += reranker.counts().failed() + reranker.counts().shortened();
    return rankings;
  }
}
