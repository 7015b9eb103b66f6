package io.agp.experiments.report;

import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.llm.MeteredLlmClient;
import io.agp.metrics.Evaluation;
import io.agp.metrics.PairedBootstrap;
import io.agp.metrics.PositionBias;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Methods that ranked the same users. Immutable and thread-safe.
 *
 * <p>Differences are in NDCG@10, paired by user, with the 95 % interval of a seeded bootstrap.
 */
public final class Comparison {
  /** The name of the base ranking among the methods. */
  public static final String BASE = "base";

  private static final int CUT_OFF = 10;

  private final Map<String, Evaluation> methods;
  private final Map<String, MeteredLlmClient.Meter> costs;
  private final long seed;

  private Comparison(
      Map<String, Evaluation> methods, Map<String, MeteredLlmClient.Meter> costs, long seed) {
    this.methods = methods;
    this.costs = costs;
    this.seed = seed;
  }

  /**
   * Lets every method rank every user, one method after the other.
   *
   * @param methods the rerankers by name, in the order of the report
   * @param users the users; at least one
   * @param concurrency rankings under way at once; at least 1
   * @param seed the bootstrap's seed
   * @param meter what was sent so far, for the cost of each method, failed calls included
   * @param progress is told each method's name when its turn comes
   * @return the comparison
   * @throws IllegalArgumentException if a value breaks its rule
   */
  public static Comparison run(
      Map<String, Reranker> methods,
      List<LabelledUser> users,
      int concurrency,
      long seed,
      Supplier<MeteredLlmClient.Meter> meter,
      Consumer<String> progress) {
    Map<String, Evaluation> evaluations = new LinkedHashMap<>();
    Map<String, MeteredLlmClient.Meter> costs = new LinkedHashMap<>();
    methods.forEach(
        (name, reranker) -> {
          progress.accept(name);
          MeteredLlmClient.Meter before = meter.get();
          evaluations.put(name, Evaluation.run(reranker, users, concurrency));
          costs.put(name, meter.get().minus(before));
        });
    return new Comparison(evaluations, costs, seed);
  }

  /**
   * Holds rankings that exist already against each other. No costs are known.
   *
   * @param methods the evaluations by name, in the order of the report; at least one; all of the
   *     same users with the same relevant items, in the same order
   * @param seed the bootstrap's seed
   * @return the comparison
   * @throws IllegalArgumentException if there is no method or their users differ
   */
  public static Comparison of(Map<String, Evaluation> methods, long seed) {
    if (methods.isEmpty()) {
      throw new IllegalArgumentException("A comparison needs at least one method");
    }
    Evaluation first = methods.values().iterator().next();
    methods.values().forEach(other -> SameUsers.require(first, other));
    return new Comparison(new LinkedHashMap<>(methods), Map.of(), seed);
  }

  /**
   * The methods' names.
   *
   * @return in the order of the report
   */
  public Set<String> methods() {
    return methods.keySet();
  }

  /**
   * One method's rankings.
   *
   * @param method its name
   * @return the evaluation
   * @throws IllegalArgumentException if there is no such method
   */
  public Evaluation of(String method) {
    Evaluation evaluation = methods.get(method);
    if (evaluation == null) {
      throw new IllegalArgumentException(
          "There is no method \"" + method + "\", there are " + methods.keySet());
    }
    return evaluation;
  }

  /**
   * What one method sent: failed calls count, answers from a cache do not.
   *
   * @param method its name
   * @return calls, failures and tokens
   */
  public MeteredLlmClient.Meter cost(String method) {
    return costs.getOrDefault(method, MeteredLlmClient.Meter.ZERO);
  }

  /**
   * The paired difference of two methods in NDCG@10.
   *
   * @param method the one
   * @param other the one it is held against
   * @return {@code method} minus {@code other}
   * @throws IllegalArgumentException if there is no such method
   */
  public PairedBootstrap difference(String method, String other) {
    return PairedBootstrap.compare(
        of(other).ndcgPerUser(CUT_OFF), of(method).ndcgPerUser(CUT_OFF), seed);
  }

  /**
   * What places in the prompt do to one method's answers.
   *
   * @param method its name
   * @return the bias meter, with NDCG@10; without answers for the base ranking and for rankings
   *     that existed already
   * @throws IllegalArgumentException if there is no such method
   */
  public PositionBias bias(String method) {
    return PositionBias.of(of(method), CUT_OFF);
  }

  /**
   * The comparison as JSON values.
   *
   * @return for each method its measures, its bias, its cost and its difference to every other
   *     method; {@code ci95} is that of the difference to the base ranking, if that is among the
   *     methods
   */
  public Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    methods.forEach((name, evaluation) -> json.put(name, asJson(name, evaluation)));
    return json;
  }

  private Map<String, Object> asJson(String name, Evaluation evaluation) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (int k : new int[] {1, 5, 10}) {
      json.put("ndcg@" + k, evaluation.ndcg(k));
      json.put("hit@" + k, evaluation.hit(k));
    }
    json.put("mrr", evaluation.mrr(CUT_OFF));
    json.put("meanPosition", evaluation.meanPosition());
    json.put("n", evaluation.n());
    if (methods.containsKey(BASE)) {
      PairedBootstrap gain = difference(name, BASE);
      json.put("difference", gain.meanDifference());
      json.put("ci95", List.of(gain.low(), gain.high()));
    }
    json.put("differences", differences(name));
    json.put("fallbackShare", evaluation.fallbackShare());
    json.put("unchangedShare", evaluation.unchangedShare());
    json.put("sources", sources(evaluation));
    json.put("bias", bias(bias(name)));
    json.put("calls", cost(name).calls());
    json.put("failedCalls", cost(name).failures());
    json.put("tokens", cost(name).usage().total());
    return json;
  }

  private static Map<String, Object> bias(PositionBias bias) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("answers", bias.answers());
    json.put("copyShare", bias.copyShare());
    json.put("slots", bias.slots().stream().map(Comparison::slot).toList());
    return json;
  }

  private static Map<String, Object> slot(PositionBias.Slot slot) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("slot", slot.slot());
    json.put("n", slot.n());
    json.put("ndcg@10", slot.ndcg());
    json.put("meanRank", slot.meanRank());
    return json;
  }

  private Map<String, Object> differences(String name) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (String other : methods.keySet()) {
      if (!other.equals(name)) {
        PairedBootstrap gain = difference(name, other);
        Map<String, Object> difference = new LinkedHashMap<>();
        difference.put("difference", gain.meanDifference());
        difference.put("ci95", List.of(gain.low(), gain.high()));
        json.put(other, difference);
      }
    }
    return json;
  }

  private static Map<String, Object> sources(Evaluation evaluation) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (Map.Entry<Ranking.Source, Double> share : evaluation.shareBySource().entrySet()) {
      json.put(share.getKey().name().toLowerCase(Locale.ROOT), share.getValue());
    }
    return json;
  }
}
