package io.agp.cli;

import io.agp.llm.LlmRole;
import io.agp.rpp.Action;
import io.agp.rpp.ActionSpace;
import java.util.EnumMap;
import java.util.Map;

/**
 * The most requests that learning makes if none fails, from how its method works. Cached answers
 * and whatever a method can spare make it fewer.
 *
 * @param byRole those of each role
 * @param total those of all roles: fewer than the sum where one role's calls are at another's cost
 */
record LearningCalls(Map<LlmRole, Long> byRole, long total) {
  /** The budget that enumeration and GRIPS keep to: RPP's 15 iterations by 200 users. */
  private static final int SEARCH_BUDGET = 3_000;

  /** The prompts that enumeration tries, and those of them that meet the validation users. */
  private static final int TRIED = 15;

  private static final int FINALISTS = 3;

  /** The users on whom GRIPS tries a prompt. */
  private static final int TRIAL_USERS = 40;

  /** The most prompts of one epoch that AGP validates. */
  private static final int VALIDATED_PER_EPOCH = 4;

  /** RPP's rounds at most, and how many iterations lie between two validations. */
  static final int ROUNDS = 2;

  private static final int VALIDATED_EVERY = 3;

  private static LearningCalls of(Map<LlmRole, Long> byRole) {
    return new LearningCalls(byRole, byRole.values().stream().mapToLong(calls -> calls).sum());
  }

  /**
   * The calls of a method.
   *
   * @param train how many users are learned from
   * @param validation how many users are validated with
   */
  static LearningCalls of(
      LearningMethod method,
      LearningOptions learning,
      RppOptions rpp,
      long train,
      long validation) {
    return switch (method) {
      case AGP -> agp(learning, train, validation);
      case RPP, RPP_PLUS -> rpp(rpp, method == LearningMethod.RPP_PLUS, train, validation);
      case ENUMERATION -> enumeration(train, validation);
      case GRIPS -> grips(train);
    };
  }

  /**
   * Equation 7 of the AGP paper for an epoch, 3N + 2N/B. Rules that rank again add two calls a
   * user, those that validate two for each user and prompt, the first one too. A refused edit is
   * asked for once more: rules that do not validate pay it with a critique that they spare.
   */
  private static LearningCalls agp(LearningOptions learning, long train, long validation) {
    boolean again = learning.acceptance != LearningOptions.Acceptance.ALWAYS;
    boolean validates = learning.acceptance.rule().validates();
    long epochs = learning.epochs;
    long batches = Math.max(1, train / learning.batchSize);
    long prompts = 1 + epochs * Math.min(VALIDATED_PER_EPOCH, batches);
    long rankings = epochs * train * (again ? 2 : 1) + (validates ? prompts * validation : 0);
    Map<LlmRole, Long> calls = new EnumMap<>(LlmRole.class);
    calls.put(LlmRole.PROFILE, rankings);
    calls.put(LlmRole.RERANK, rankings);
    calls.put(LlmRole.CRITIQUE, epochs * train);
    calls.put(LlmRole.SUMMARISE, epochs * batches);
    calls.put(LlmRole.EDIT, 2 * epochs * batches);
    LearningCalls all = of(calls);
    return validates ? all : new LearningCalls(calls, all.total - epochs * batches);
  }

  /** A call a user and iteration; the gate holds two more prompts against what was learned. */
  private static LearningCalls rpp(RppOptions rpp, boolean refined, long train, long validation) {
    ActionSpace space = rpp.space();
    long validations = (rpp.iterations + VALIDATED_EVERY - 1L) / VALIDATED_EVERY;
    long gate = rpp.paper ? 0 : 2;
    Map<LlmRole, Long> calls = new EnumMap<>(LlmRole.class);
    long profiles = profilePrompts(space) * (train + validation);
    if (profiles > 0) {
      calls.put(LlmRole.PROFILE, profiles);
    }
    calls.put(LlmRole.RERANK, rpp.iterations * train + (validations * ROUNDS + gate) * validation);
    if (refined) {
      calls.put(LlmRole.EDIT, sentences(space));
    }
    return of(calls);
  }

  /** How many prompts write profiles: each user's by each prompt is written once. */
  static long profilePrompts(ActionSpace space) {
    return space.sets().stream()
        .flatMap(set -> set.actions().stream())
        .filter(action -> action instanceof Action.Profile profile && profile.prompt().isPresent())
        .count();
  }

  /** RPP+ has each sentence that says something rewritten by one call. */
  private static long sentences(ActionSpace space) {
    return space.sets().stream()
        .flatMap(set -> set.actions().stream())
        .filter(action -> action instanceof Action.Sentence said && !said.text().isBlank())
        .map(action -> ((Action.Sentence) action).text())
        .distinct()
        .count();
  }

  private static LearningCalls enumeration(long train, long validation) {
    long race = Math.min(SEARCH_BUDGET, TRIED * train);
    return of(new EnumMap<>(Map.of(LlmRole.RERANK, race + (FINALISTS + 1) * validation)));
  }

  /** Paraphrases are within the budget; the first prompt is tried before any is asked for. */
  private static LearningCalls grips(long train) {
    long first = Math.min(TRIAL_USERS, train);
    Map<LlmRole, Long> calls = new EnumMap<>(LlmRole.class);
    calls.put(LlmRole.RERANK, (long) SEARCH_BUDGET);
    calls.put(LlmRole.EDIT, SEARCH_BUDGET - first);
    return new LearningCalls(calls, SEARCH_BUDGET);
  }
}
