package io.agp.optimize;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.feedback.Feedback;
import io.agp.llm.CachingLlmClient;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.metrics.Evaluation;
import io.agp.metrics.Slicing;
import io.agp.prompt.Prompt;
import io.agp.rerank.ProfileReranker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** One run of {@link AgpOptimizer}: the epochs, the batches, and the pool of prompts. */
final class AgpRun {
  private static final long CACHED_ANSWERS = 200_000;
  private static final int OUTAGES_TO_STOP = 3;

  private final AgpSettings settings;
  private final TrainingData data;
  private final List<LabelledUser> train;
  private final LlmClient llm;
  private final Learner learner;
  private final List<PromptGuard> guards;
  private double runningSum;
  private int runningUsers;
  private int outages;

  AgpRun(LlmClient llm, AgpSettings settings, TrainingData data) {
    if (settings.rule().validates() && data.validation().isEmpty()) {
      throw new IllegalArgumentException(
          "The acceptance rule \"" + settings.rule() + "\" needs validation users, there are none");
    }
    this.settings = settings;
    this.data = data;
    this.train = cut(data.train());
    this.llm = new CachingLlmClient(llm, CACHED_ANSWERS);
    this.learner = new Learner(this.llm, settings);
    this.guards = new ArrayList<>(settings.guards());
    guards.add(PromptGuard.notEmpty());
    guards.add(PromptGuard.length(settings.maxPromptWords()));
    guards.add(PromptGuard.placeholders(settings.initial()));
    guards.add(PromptGuard.leakage(data.items(), settings.initial()));
  }

  LearnedPrompt run() {
    List<LabelledUser> validation = cut(data.validation());
    PromptPool pool = new PromptPool(settings, validation, slices(validation), this::evaluate);
    Prompt current = settings.initial();
    int epoch = 0;
    while (epoch < settings.epochs() && !pool.standsStill()) {
      epoch++;
      List<Prompt> kept = new ArrayList<>();
      for (int batch = 1; batch <= batches(); batch++) {
        current = new Batch(epoch, batch).step(current, kept);
      }
      if (settings.rule().validates()) {
        current = pool.closeEpoch(epoch, kept).orElse(current);
      }
    }
    Prompt learned = settings.rule().validates() ? pool.champion() : current;
    settings.listener().accept(new LearningEvent.Finished(epoch, learned));
    Map<String, String> learnedOn = settings.described();
    learnedOn.put("trainUsers", Integer.toString(train.size()));
    learnedOn.put("validationUsers", Integer.toString(data.validation().size()));
    learnedOn.put("epochsRun", Integer.toString(epoch));
    return new LearnedPrompt(learned, settings.initial(), learnedOn, pool.scores());
  }

  private SliceGuard slices(List<LabelledUser> validation) {
    if (!settings.rule().validates() && settings.sliceMargin().isPresent()) {
      throw new IllegalArgumentException(
          "A slice margin needs an acceptance rule that validates, was \"" + settings.rule() + '"');
    }
    Multiset<String> seen = HashMultiset.create();
    for (List<LabelledUser> sample : List.of(data.train(), data.validation())) {
      sample.forEach(user -> user.user().history().forEach(past -> seen.add(past.item().id())));
    }
    List<Slicing> slicings =
        validation.isEmpty()
            ? List.of()
            : List.of(
                Slicing.byHistoryLength(validation), Slicing.byPopularity(validation, seen::count));
    return new SliceGuard(slicings, validation, settings.sliceMargin(), settings.topK());
  }

  private int batches() {
    return Math.max(1, train.size() / settings.batchSize());
  }

  private List<LabelledUser> cut(List<LabelledUser> users) {
    return users.stream()
        .map(
            user ->
                new LabelledUser(
                    user.user(),
                    user.candidates()
                        .subList(0, Math.min(settings.topK(), user.candidates().size())),
                    user.gains()))
        .toList();
  }

  /** Ranks users with a prompt, exactly as a served {@link ProfileReranker} would. */
  private Evaluation evaluate(Prompt prompt, List<LabelledUser> users) {
    Reranker reranker =
        ProfileReranker.builder(llm)
            .prompt(prompt)
            .historyLength(settings.historyLength())
            .profileTemplate(settings.profileTemplate())
            .rerankTemplate(settings.rerankTemplate())
            .build();
    Reranker timed =
        (user, candidates, deadline) ->
            reranker.rerankAsync(user, candidates, Deadline.after(settings.timeout()));
    Evaluation evaluation = Evaluation.run(timed, users, settings.concurrency());
    evaluation.rankings().forEach(ranking -> ranking.failure().ifPresent(AgpRun::stopIfFinal));
    stopIfProviderIsDown(evaluation);
    return evaluation;
  }

  /** Ends learning when nobody could be ranked several times in a row: the provider is down. */
  private void stopIfProviderIsDown(Evaluation evaluation) {
    outages = evaluation.fallbackShare() == 1 ? outages + 1 : 0;
    if (outages == OUTAGES_TO_STOP
        && evaluation.rankings().get(0).failure().orElse(null) instanceof LlmException failure) {
      throw failure;
    }
  }

  /** Goes on after failures that pass; ends learning after those that no waiting mends. */
  private static void stopIfFinal(Throwable failure) {
    if (failure instanceof LlmException known && known.isFinal()) {
      throw known;
    }
    if (!(failure instanceof LlmException) && failure instanceof RuntimeException bug) {
      throw bug;
    }
  }

  /** One batch of one epoch. */
  private final class Batch {
    private final int epoch;
    private final int number;
    private final List<LabelledUser> users;

    Batch(int epoch, int number) {
      this.epoch = epoch;
      this.number = number;
      List<LabelledUser> shuffled = new ArrayList<>(train);
      Collections.shuffle(shuffled, new Random(settings.seed() * 1_000_003L + epoch));
      this.users =
          shuffled.subList(
              (int) ((long) train.size() * (number - 1) / batches()),
              (int) ((long) train.size() * number / batches()));
    }

    /** Ranks, learns, edits; returns the prompt that learning goes on with. */
    Prompt step(Prompt current, List<Prompt> kept) {
      Evaluation before = evaluate(current, users);
      List<Feedback> feedback = feedback(before);
      report(before, feedback);
      List<Learner.Critique> critiques = critiques(current, before, feedback);
      if (critiques.isEmpty()) {
        return current;
      }
      double meanError = feedback.stream().mapToDouble(Feedback::error).average().orElseThrow();
      double errorRate = (double) wrong(feedback) / users.size();
      boolean mayAskAgain = settings.rule().validates() || wrong(feedback) < users.size();
      Optional<Prompt> proposed = propose(current, critiques, meanError, errorRate, mayAskAgain);
      if (proposed.isEmpty()) {
        return current;
      }
      boolean keeps = settings.rule().keepsEdit(before, () -> evaluate(proposed.get(), users));
      tell(new LearningEvent.EditDecided(epoch, number, proposed.get(), keeps));
      if (keeps) {
        kept.add(proposed.get());
      }
      return keeps ? proposed.get() : current;
    }

    private List<Feedback> feedback(Evaluation evaluation) {
      List<Feedback> feedback = new ArrayList<>();
      for (int i = 0; i < users.size(); i++) {
        feedback.add(settings.feedback().encode(users.get(i), evaluation.rankings().get(i)));
      }
      return feedback;
    }

    private void report(Evaluation evaluation, List<Feedback> feedback) {
      double ndcg = evaluation.ndcg(settings.topK());
      runningSum = (number == 1 ? 0 : runningSum) + ndcg * users.size();
      runningUsers = (number == 1 ? 0 : runningUsers) + users.size();
      tell(
          new LearningEvent.BatchRanked(
              epoch,
              number,
              batches(),
              settings.epochs(),
              ndcg,
              runningSum / runningUsers,
              evaluation.meanPosition(),
              wrong(feedback),
              (int) Math.round(evaluation.fallbackShare() * users.size())));
    }

    /** Critiques of the wrongly ranked users that have a profile, the heaviest first. */
    private List<Learner.Critique> critiques(
        Prompt prompt, Evaluation evaluation, List<Feedback> feedback) {
      List<Learner.Lesson> lessons = new ArrayList<>();
      for (int i = 0; i < users.size(); i++) {
        Ranking ranking = evaluation.rankings().get(i);
        if (feedback.get(i).error() > 0 && ranking.profile().isPresent()) {
          lessons.add(
              new Learner.Lesson(users.get(i), ranking, ranking.profile().get(), feedback.get(i)));
        }
      }
      lessons.sort((a, b) -> Double.compare(b.feedback().error(), a.feedback().error()));
      double sum = lessons.stream().mapToDouble(lesson -> lesson.feedback().error()).sum();
      List<Learner.Critique> critiques = new ArrayList<>();
      List<Object> outcomes = learner.critiques(prompt, lessons);
      for (int i = 0; i < lessons.size(); i++) {
        if (outcomes.get(i) instanceof String text) {
          critiques.add(new Learner.Critique(lessons.get(i).feedback().error() / sum, text));
        } else {
          failed((Throwable) outcomes.get(i));
        }
      }
      return critiques;
    }

    private Optional<Prompt> propose(
        Prompt current,
        List<Learner.Critique> critiques,
        double meanError,
        double errorRate,
        boolean mayAskAgain) {
      try {
        String instruction =
            settings.summary()
                ? learner.summarise(critiques)
                : String.join("\n", critiques.stream().map(Learner.Critique::text).toList());
        String text = learner.edit(current, instruction, meanError, errorRate);
        Optional<String> refusal = refusal(current, text, !mayAskAgain);
        if (refusal.isPresent() && mayAskAgain) {
          text = learner.editAgain(current, instruction, meanError, errorRate, text, refusal.get());
          refusal = refusal(current, text, true);
        }
        boolean unchanged = text.equals(current.text());
        return refusal.isPresent() || unchanged
            ? Optional.empty()
            : Optional.of(current.edited(text));
      } catch (LlmException e) {
        failed(e);
        return Optional.empty();
      }
    }

    /** What all guards say, as the editor is asked once more only. */
    private Optional<String> refusal(Prompt current, String text, boolean last) {
      Prompt proposed = current.edited(text);
      List<String> reasons = new ArrayList<>();
      for (PromptGuard guard : guards) {
        guard
            .refusal(proposed)
            .ifPresent(
                reason -> {
                  tell(
                      new LearningEvent.ProposalRefused(epoch, number, guard.name(), reason, last));
                  reasons.add(reason);
                });
      }
      return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
    }

    private void failed(Throwable failure) {
      stopIfFinal(failure);
      tell(new LearningEvent.CallFailed(epoch, number, failure));
    }

    private void tell(LearningEvent event) {
      settings.listener().accept(event);
    }
  }

  private static int wrong(List<Feedback> feedback) {
    return (int) feedback.stream().filter(f -> f.error() > 0).count();
  }
}
