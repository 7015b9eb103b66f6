package io.agp.cli;

import io.agp.llm.CappedLlmClient;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.LlmRole;
import io.agp.llm.TokenUsage;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Stands in for the model in a dry run: sends nothing, counts what would be asked and the most
 * input tokens of it, and answers with the longest texts, as they go into the next prompts.
 * Thread-safe.
 */
final class UnaskedModel implements LlmClient {
  /** For the numbers beside a text in a prompt, whose digits hang on the answers. */
  private static final int SPARE = 32;

  private static final String NO_RANKING = "{\"ranking\":[1]}";

  private final int length;
  private final boolean alike;
  private final Map<LlmRole, Asked> byRole = new EnumMap<>(LlmRole.class);
  private long answers;

  /**
   * Requests of a role.
   *
   * @param calls how many
   * @param input the most input tokens of all together
   * @param longest the most input tokens of one
   */
  record Asked(long calls, long input, long longest) {
    static final Asked NOTHING = new Asked(0, 0, 0);

    private Asked plus(Asked more) {
      return new Asked(calls + more.calls, input + more.input, Math.max(longest, more.longest));
    }
  }

  private UnaskedModel(int length, boolean alike) {
    this.length = length;
    this.alike = alike;
  }

  /** Every text is as long as it may be, and none is like another. */
  static UnaskedModel verbose(int maxOutputTokens) {
    return new UnaskedModel(CappedLlmClient.BYTES_PER_TOKEN * maxOutputTokens + SPARE, false);
  }

  /** All texts are the same, so that as many requests as can be are alike. */
  static UnaskedModel repeating() {
    return new UnaskedModel(1, true);
  }

  /** What was asked in a role. */
  synchronized Asked asked(LlmRole role) {
    return byRole.getOrDefault(role, Asked.NOTHING);
  }

  /** The requests of each role that was asked. */
  synchronized Map<LlmRole, Asked> asked() {
    return new EnumMap<>(byRole);
  }

  /** The longest text, another one each time. */
  synchronized String text() {
    String number = alike ? "" : Long.toString(answers++);
    return "x".repeat(Math.max(1, length - number.length())) + number;
  }

  /** Counts requests of which one is known that is as long as any of them. */
  synchronized void count(LlmRequest longest, long calls) {
    count(longest.role(), calls, TokenUsage.atMost(longest).input());
  }

  /** Counts requests with the most input tokens of each. */
  synchronized void count(LlmRole role, long calls, long tokens) {
    byRole.merge(role, new Asked(calls, calls * tokens, tokens), Asked::plus);
  }

  @Override
  public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
    count(request, 1);
    return CompletableFuture.completedFuture(
        LlmResponse.of(request.role() == LlmRole.RERANK ? NO_RANKING : text()));
  }
}
