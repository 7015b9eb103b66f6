package io.agp.benchmarks;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.agp.Item;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.User;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.LlmRole;
import io.agp.rerank.HistoryReranker;
import io.agp.rerank.ProfileReranker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one ranking costs around a model that answers at once: prompts, futures, and reading the
 * answer. {@link #byHand} is the baseline: the same one call as {@link #historyReranker}, written
 * out with Moshi and nothing that guards it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RerankBenchmark {
  private static final JsonAdapter<Object> JSON = new Moshi.Builder().build().adapter(Object.class);

  /** How many candidates are ranked. */
  @Param({"10", "20", "100"})
  public int k = 10;

  private final User user = Samples.user();
  private List<Item> candidates = List.of();
  private LlmClient llm = answering("");
  private Reranker profile = Reranker.identity();
  private Reranker history = Reranker.identity();
  private final Reranker identity = Reranker.identity();

  /** Makes the candidates and the rerankers. */
  @Setup
  public void setUp() {
    candidates = Samples.candidates(k);
    llm = answering(Samples.json(k));
    profile = ProfileReranker.builder(llm).build();
    history = HistoryReranker.direct(llm, ProfileReranker.DEFAULT_HISTORY_LENGTH);
  }

  private static LlmClient answering(String ranking) {
    CompletableFuture<LlmResponse> profile =
        CompletableFuture.completedFuture(LlmResponse.of(Samples.profile()));
    CompletableFuture<LlmResponse> order =
        CompletableFuture.completedFuture(LlmResponse.of(ranking));
    return (request, deadline) -> request.role() == LlmRole.PROFILE ? profile : order;
  }

  /**
   * Two calls: profile and ranking.
   *
   * @return the ranking
   */
  @Benchmark
  public Ranking profileReranker() {
    return profile.rerank(user, candidates);
  }

  /**
   * One call: ranking by the history.
   *
   * @return the ranking
   */
  @Benchmark
  public Ranking historyReranker() {
    return history.rerank(user, candidates);
  }

  /**
   * No call: what a ranking object costs.
   *
   * @return the base ranking
   */
  @Benchmark
  public Ranking identityReranker() {
    return identity.rerank(user, candidates);
  }

  /**
   * Baseline: one call with a prompt and an answer handled by plain Moshi, without repairs.
   *
   * @return the candidates in the model's order
   * @throws IOException if the answer is not JSON
   */
  @Benchmark
  public List<Item> byHand() throws IOException {
    String prompt =
        "Rank the candidates for the person who made these choices:\n"
            + JSON.toJson(facts(user.lastItems(5)))
            + "\nCandidates:\n"
            + JSON.toJson(facts(candidates));
    LlmRequest request = LlmRequest.builder(LlmRole.RERANK).user(prompt).build();
    Map<?, ?> answer = (Map<?, ?>) JSON.fromJson(llm.complete(request, Deadline.none()).text());
    List<Item> ordered = new ArrayList<>(candidates.size());
    for (Object id : (List<?>) Objects.requireNonNull(answer.get("ranking"))) {
      ordered.add(candidates.get(((Double) id).intValue() - 1));
    }
    return ordered;
  }

  private static List<Map<String, Object>> facts(List<Item> items) {
    List<Map<String, Object>> facts = new ArrayList<>(items.size());
    for (Item item : items) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("id", facts.size() + 1);
      object.put("title", item.title());
      object.putAll(item.attributes());
      facts.add(object);
    }
    return facts;
  }
}
