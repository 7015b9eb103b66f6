package io.agp.rerank;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.OutputSchema;
import io.agp.prompt.RoleTemplate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One call that ranks with a template. */
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
      String userId, Map<String, String> values, List<Item> candidates, Deadline deadline) {
    var request = template.request(values).userId(userId);
    if (structured) {
      request.schema(SCHEMA);
    }
    RankingRequest question = RankingRequest.of(request.build(), candidates);
    return (structured ? question : question.freeForm()).ask(llm, deadline);
  }
}
