package io.agp.rerank;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.internal.Futures;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import io.agp.llm.OutputSchema;
import io.agp.prompt.RoleTemplate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One call that ranks: asks, reads the answer, and says where the order came from. */
final class RankingCall {
  private static final OutputSchema SCHEMA =
      new OutputSchema(
          "ranking",
          "{\"type\":\"object\",\"properties\":{\"ranking\":{\"type\":\"array\",\"items\":{\"type\":"
              + "\"integer\"}}},\"required\":[\"ranking\"],\"additionalProperties\":false}");

  private final LlmClient llm;
  private final RoleTemplate template;
  private final boolean structured;

  /**
   * A call with a template.
   *
   * @param structured whether the answer is JSON alone, so that a provider may be held to it
   */
  RankingCall(LlmClient llm, RoleTemplate template, boolean structured) {
    this.llm = llm;
    this.template = template;
    this.structured = structured;
  }

  CompletableFuture<Ranking> ask(
      Map<String, String> values, List<Item> candidates, Deadline deadline) {
    var request = template.request(values);
    if (structured) {
      request.schema(SCHEMA);
    }
    return Futures.map(
        llm.completeAsync(request.build(), deadline), response -> read(response, candidates));
  }

  private Ranking read(LlmResponse response, List<Item> candidates) {
    ReadRanking answer = RankingReader.read(response.text(), candidates);
    if (answer.named() == 0) {
      throw new LlmException.UnreadableAnswer(
          String.format(
              "The answer (%d characters) names none of the %d candidates",
              response.text().length(), candidates.size()),
          null);
    }
    Set<Ranking.Repair> repairs = new HashSet<>(answer.repairs());
    if (!structured) {
      repairs.remove(Ranking.Repair.WRAPPED); // prose around the answer was asked for
    }
    return Ranking.builder(candidates, source(repairs, response))
        .order(answer.order())
        .repairs(repairs)
        .cost(response.cached() ? 0 : 1, response.usage())
        .build();
  }

  private static Ranking.Source source(Set<Ranking.Repair> repairs, LlmResponse response) {
    if (!repairs.isEmpty()) {
      return Ranking.Source.REPAIRED;
    }
    return response.cached() ? Ranking.Source.CACHE : Ranking.Source.LLM;
  }
}
