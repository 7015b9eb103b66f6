package io.agp.rpp;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.User;
import io.agp.concurrent.Futures;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The rounds of one ranking, one call after the other. */
final class RoundSequence {
  /** What is kept back of the time left, so that the rounds before can still be answered with. */
  private static final double RESERVE = 0.05;

  private static final double LEAST_RESERVE_NANOS = 100e6;
  private static final double MOST_RESERVE = 0.5;

  private final LlmClient llm;
  private final PolicyCore core;
  private final PromptAssembler assembler;
  private final User user;
  private final List<Item> candidates;
  private final Deadline deadline;
  private final List<RppPrompt> prompts = new ArrayList<>();
  private final List<Ranking> rankings = new ArrayList<>();
  private final List<String> omitted = new ArrayList<>();
  private final CompletableFuture<RppRounds> result = new CompletableFuture<>();
  private int rounds = 1;
  private boolean manual;

  RoundSequence(
      LlmClient llm,
      PolicyCore core,
      PromptAssembler assembler,
      User user,
      List<Item> candidates,
      Deadline deadline) {
    this.llm = llm;
    this.core = core;
    this.assembler = assembler;
    this.user = user;
    this.candidates = candidates;
    this.deadline = deadline;
  }

  /** Rounds whose prompts the agents choose. */
  CompletableFuture<RppRounds> start(int howMany) {
    rounds = howMany;
    ask(core.prompt(null, core.greedy(core.firstState(user))));
    return result;
  }

  /** One round with the manual prompt. */
  CompletableFuture<RppRounds> startManual() {
    manual = true;
    ask(RppPrompt.manual(core.space()));
    return result;
  }

  private void ask(RppPrompt prompt) {
    CompletableFuture<AssembledPrompt> assembling =
        assembler.assembleAsync(user, candidates, prompt, rankings.size(), deadline);
    Futures.cancelWith(result, assembling);
    assembling.whenComplete((assembled, failure) -> assembled(assembled, failure));
  }

  private void assembled(@Nullable AssembledPrompt assembled, @Nullable Throwable failure) {
    if (assembled == null) {
      result.completeExceptionally(Futures.unwrap(Objects.requireNonNull(failure, "failure")));
    } else if (!result.isDone()) {
      omitted.addAll(assembled.omitted());
      CompletableFuture<Ranking> call = call(assembled);
      Futures.cancelWith(result, call);
      call.whenComplete((ranking, failed) -> answered(assembled, ranking, failed));
    }
  }

  private CompletableFuture<Ranking> call(AssembledPrompt assembled) {
    return rankings.isEmpty()
        ? TimeShare.begin(until -> assembled.ask(llm, until), deadline)
        : TimeShare.of(1 - reserve(), deadline, until -> assembled.ask(llm, until));
  }

  /** A busy machine needs some time however short the deadline is. */
  private double reserve() {
    double least = deadline.isNone() ? 0 : LEAST_RESERVE_NANOS / deadline.remaining().toNanos();
    return Math.min(MOST_RESERVE, Math.max(RESERVE, least));
  }

  private void answered(
      AssembledPrompt assembled, @Nullable Ranking ranking, @Nullable Throwable failure) {
    try {
      if (ranking != null) {
        received(assembled, ranking);
      } else {
        failed(Futures.unwrap(Objects.requireNonNull(failure, "failure")));
      }
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  private void received(AssembledPrompt assembled, Ranking ranking) {
    prompts.add(assembled.prompt());
    rankings.add(ranking);
    if (rankings.size() == rounds) {
      finish(Optional.empty(), false);
    } else if (deadline.hasPassed()) {
      finish(Optional.of(late(null)), false);
    } else if (!result.isDone()) {
      int[] actions = core.greedy(core.nextState(assembled, ranking));
      ask(core.prompt(assembled.prompt(), actions));
    }
  }

  private void failed(Throwable failure) {
    if (rankings.isEmpty() || failure instanceof Error) {
      result.completeExceptionally(failure);
      return;
    }
    boolean late = failure instanceof TimeoutException;
    finish(Optional.of(late ? late(failure) : failure), true);
  }

  private LlmException late(@Nullable Throwable cause) {
    return new LlmException.Timeout(
        String.format("The deadline left no time for round %d", rankings.size() + 1), cause);
  }

  private void finish(Optional<Throwable> failure, boolean failedCall) {
    result.complete(new RppRounds(prompts, rankings, failure, failedCall, manual, omitted));
  }
}
