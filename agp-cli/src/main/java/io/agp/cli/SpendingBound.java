package io.agp.cli;

import io.agp.llm.LlmRole;
import io.agp.llm.Spending;
import io.agp.llm.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The most that a command can send if no call fails.
 *
 * @param roles what each role can send
 * @param calls the requests of all roles: perhaps fewer than the sum
 */
record SpendingBound(List<OfRole> roles, long calls) {
  /**
   * What one role can send.
   *
   * @param role the role
   * @param calls its requests
   * @param exact whether there are as many in any case
   * @param input the most input tokens of them all
   */
  record OfRole(LlmRole role, long calls, boolean exact, long input) {
    /** All of it as upper bounds, with a bound of each answer. */
    Spending spending(int maxOutputTokens) {
      return new Spending(
          calls, TokenUsage.NONE, TokenUsage.of(input, calls * (long) maxOutputTokens));
    }
  }

  /** What a model was asked in a dry run; exact but for some roles. */
  static SpendingBound of(UnaskedModel model, Set<LlmRole> atMost) {
    List<OfRole> roles = new ArrayList<>();
    long calls = 0;
    for (Map.Entry<LlmRole, UnaskedModel.Asked> entry : model.asked().entrySet()) {
      UnaskedModel.Asked asked = entry.getValue();
      boolean exact = !atMost.contains(entry.getKey());
      roles.add(new OfRole(entry.getKey(), asked.calls(), exact, asked.input()));
      calls += asked.calls();
    }
    return new SpendingBound(roles, calls);
  }

  /** Whether all numbers of calls are exact. */
  boolean isExact() {
    return roles.stream().allMatch(OfRole::exact);
  }

  /** The sum, with a bound of each answer. */
  Spending total(int maxOutputTokens) {
    Spending sum =
        roles.stream()
            .map(role -> role.spending(maxOutputTokens))
            .reduce(Spending.ZERO, Spending::plus);
    return new Spending(calls, sum.usage(), sum.assumed());
  }
}
