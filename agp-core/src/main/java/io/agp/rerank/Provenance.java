package io.agp.rerank;

import io.agp.Item;
import io.agp.ModelRanking;
import io.agp.Ranking;
import io.agp.Ranking.Repair;
import io.agp.Ranking.Source;
import io.agp.llm.TokenUsage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a ranking comes from that several rankings are behind, and what it cost. */
final class Provenance {
  private final List<Ranking> rankings;
  private final int failedCalls;
  private final Set<Repair> repairs = EnumSet.noneOf(Repair.class);

  private Provenance(List<Ranking> rankings, int failedCalls, boolean partial) {
    this.rankings = rankings;
    this.failedCalls = failedCalls;
    rankings.forEach(ranking -> repairs.addAll(ranking.repairs()));
    if (partial) {
      repairs.add(Repair.PARTIAL);
    }
  }

  /** That of rankings that all came. */
  static Provenance of(List<Ranking> rankings) {
    return new Provenance(rankings, 0, false);
  }

  /** That of attempts, of which at least one came; a failed one counts as one call. */
  static Provenance ofAttempts(List<Attempt> attempts) {
    List<Ranking> came = attempts.stream().flatMap(one -> one.ranking().stream()).toList();
    long calls = attempts.stream().filter(one -> one.ranking().isEmpty() && one.asked()).count();
    return new Provenance(came, (int) calls, came.size() < attempts.size());
  }

  /** A ranking of candidates with this provenance, in base order until told otherwise. */
  Ranking.Builder onto(List<Item> candidates) {
    TokenUsage usage = TokenUsage.NONE;
    List<ModelRanking> answers = new ArrayList<>();
    int calls = failedCalls;
    for (Ranking ranking : rankings) {
      usage = usage.plus(ranking.usage());
      calls += ranking.calls();
      answers.addAll(ranking.answers());
    }
    Ranking.Builder builder =
        Ranking.builder(candidates, source()).repairs(repairs).cost(calls, usage).answers(answers);
    rankings.forEach(ranking -> ranking.profile().ifPresent(builder::profile));
    return builder;
  }

  private Source source() {
    if (!repairs.isEmpty()) {
      return Source.REPAIRED;
    }
    List<Source> sources = rankings.stream().map(Ranking::source).distinct().toList();
    boolean repaired = sources.contains(Source.REPAIRED);
    Optional<Source> common = sources.size() == 1 ? Optional.of(sources.get(0)) : Optional.empty();
    return repaired ? Source.REPAIRED : common.orElse(Source.LLM);
  }
}
