package io.agp.rpp;

import io.agp.LabelledUser;
import io.agp.concurrent.Futures;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.optimize.LearningEvent;
import io.agp.optimize.TrainingData;
import io.agp.rpp.internal.ActorCritic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One run of {@link RppOptimizer}: the iterations, and the choice of a checkpoint. */
final class RppRun {
  private static final int OUTAGES_TO_STOP = 3;

  private final LlmClient llm;
  private final RppSettings settings;
  private final List<LabelledUser> train;
  private final int leftOut;
  private final List<LabelledUser> validation;
  private final RppPolicy.Wording wording;
  private final PolicyCore core;
  private final Learning learning;
  private final Rollout rollout;
  private final List<Episode> episodes = new ArrayList<>();
  private final CountedProfiles profiles;
  private int incomplete;
  private int outages;
  private int failures;
  private int logged;

  RppRun(LlmClient llm, RppSettings settings, TrainingData data) {
    this.llm = llm;
    this.settings = settings;
    this.profiles = new CountedProfiles(settings.profiles());
    this.train = TrainingUsers.teaching(data.train(), settings.topK());
    this.leftOut = data.train().size() - train.size();
    this.validation = TrainingUsers.cut(data.validation(), settings.topK());
    this.wording =
        new RppPolicy.Wording(refined(data), PromptAssembler.standing(), settings.seed());
    StateEncoder encoder =
        new StateEncoder(
            settings.users(), settings.items(), settings.sentences(), fittedProjection());
    AgentLayout layout = settings.layout();
    this.core =
        new PolicyCore(
            settings.space(),
            layout,
            encoder,
            ActorCritic.random(
                encoder.dimensions(), layout.sizes(), settings.pooling(), settings.seed()));
    this.learning = settings.learningRule();
    this.rollout = new Rollout(llm, settings, core, assembler(), train);
  }

  /** RPP+: every sentence is rewritten once, before anything is learned. */
  private RefinedSentences refined(TrainingData data) {
    if (settings.refiner().isEmpty()) {
      return RefinedSentences.none();
    }
    RefinedSentences written =
        Futures.await(settings.refiner().get().refineAll(settings.space()), Deadline.none());
    SentenceGuard guard = new SentenceGuard(data.items(), settings.space());
    List<Refinement> judged = written.all().stream().map(guard::judge).toList();
    for (int i = 0; i < judged.size(); i++) {
      if (SentenceGuard.isRefusal(judged.get(i))) {
        settings.listener().accept(SentenceGuard.refused(0, i + 1, judged.get(i)));
      }
    }
    return RefinedSentences.of(judged);
  }

  private PromptAssembler assembler() {
    return PromptAssembler.builder(settings.space())
        .seed(wording.seed())
        .system(wording.system())
        .refined(wording.refined())
        .facts(settings.facts())
        .profiles(profiles)
        .build();
  }

  /** Fitted to prompts of random choices for the training users, and never again. */
  private Projection fittedProjection() {
    PromptAssembler assembler = assembler();
    SplittableRandom random = new SplittableRandom(settings.seed());
    int[] sizes = settings.space().sizes();
    List<double[]> vectors = new ArrayList<>();
    for (LabelledUser user : train) {
      int[] choices = new int[sizes.length];
      for (int set = 0; set < sizes.length; set++) {
        choices[set] = random.nextInt(sizes[set]);
      }
      AssembledPrompt prompt =
          assembler.assemble(
              user.user(), user.candidates(), RppPrompt.first(settings.space(), choices), 0);
      vectors.add(StateEncoder.unprojected(settings.sentences(), prompt));
    }
    return Projection.fit(vectors, settings.users().dimensions(), settings.seed());
  }

  RppPolicy run() {
    startFromLog();
    Checkpoints checkpoints = new Checkpoints(llm, settings, profiles, wording, validation);
    double best = Double.NEGATIVE_INFINITY;
    int since = 0;
    int iteration = 0;
    while (iteration < settings.iterations() && since < settings.patience()) {
      iteration++;
      double ndcg = iterate(iteration);
      since = ndcg > best ? 0 : since + 1;
      best = Math.max(best, ndcg);
      checkpoints.offer(core, iteration);
    }
    PolicyGate.Passed passed = pass(checkpoints, checkpoints.choose(core, iteration));
    Checkpoints.Choice choice = passed.choice();
    settings
        .listener()
        .accept(
            new LearningEvent.PolicyFinished(
                iteration, choice.iteration(), choice.rounds(), choice.ndcg()));
    return new RppPolicy(
        choice.core(), wording, choice.rounds(), learnedOn(iteration, checkpoints, passed));
  }

  /** The paper serves what was learned, whatever it is worth. */
  private PolicyGate.Passed pass(Checkpoints checkpoints, Checkpoints.Choice learned) {
    return settings.paper() || learned.ndcg().isEmpty() || episodes.isEmpty()
        ? new PolicyGate.Passed(learned, PolicyGate.Serves.OWN_PROMPTS, Map.of())
        : PolicyGate.pass(checkpoints, learned, episodes);
  }

  private void startFromLog() {
    if (settings.warmStart().isPresent()) {
      episodes.addAll(new ChoiceLog(settings.warmStart().get()).read(core));
      logged = episodes.size();
      learning.learn(core.networks(), List.of(), episodes, 0);
    }
  }

  private Map<String, String> learnedOn(
      int iterations, Checkpoints checkpoints, PolicyGate.Passed passed) {
    Checkpoints.Choice choice = passed.choice();
    Map<String, String> learnedOn = new LinkedHashMap<>(settings.described());
    learnedOn.put("trainUsers", Integer.toString(train.size()));
    learnedOn.put("trainUsersLeftOut", Integer.toString(leftOut));
    learnedOn.put("validationUsers", Integer.toString(validation.size()));
    learnedOn.put("iterationsRun", Integer.toString(iterations));
    learnedOn.put("loggedCalls", Integer.toString(logged));
    learnedOn.put("failedCalls", Integer.toString(failures));
    learnedOn.put("incompletePrompts", Integer.toString(incomplete));
    learnedOn.put("profileCalls", Long.toString(profiles.calls()));
    learnedOn.put("failedProfileCalls", Long.toString(profiles.failed()));
    learnedOn.put("failedValidationRankings", Long.toString(checkpoints.failed()));
    learnedOn.put("checkpoint", Integer.toString(choice.iteration()));
    learnedOn.put("serves", passed.serves().toString());
    passed.ndcg().forEach((what, n) -> learnedOn.put("validationNdcg of " + what, n.toString()));
    choice.ndcg().ifPresent(n -> learnedOn.put("validationNdcg", Double.toString(n)));
    return learnedOn;
  }

  /** One call for each user and what is learned of it; the mean NDCG of those answered. */
  private double iterate(int iteration) {
    if (startsEpisode(iteration)) {
      rollout.restart();
    }
    List<Rollout.Result> results = rollout.iterate(iteration);
    List<Episode> fresh = new ArrayList<>();
    for (Rollout.Result result : results) {
      if (result.reward.isPresent()) {
        fresh.add(result.episode);
        if (result.episode.steps().size() == 1) {
          episodes.add(result.episode);
        }
      }
    }
    settings.log().ifPresent(file -> new ChoiceLog(file).append(core, results));
    double ndcg = report(iteration, results);
    learning.learn(core.networks(), fresh, episodes, iteration);
    return ndcg;
  }

  /**
   * In paper mode one episode never ends. Otherwise four fifths of the iterations are first rounds,
   * as all later ones build on what is chosen there; then come whole episodes.
   */
  private boolean startsEpisode(int iteration) {
    if (settings.paper()) {
      return iteration == 1;
    }
    int alone = settings.iterations() * 4 / 5;
    return iteration <= alone || (iteration - alone - 1) % settings.rounds() == 0;
  }

  private double report(int iteration, List<Rollout.Result> results) {
    for (Rollout.Result result : results) {
      incomplete += result.incomplete ? 1 : 0;
      if (result.failure != null) {
        Failures.stopIfFinal(result.failure);
        settings.listener().accept(new LearningEvent.CallFailed(iteration, 1, result.failure));
      }
    }
    Tally tally = new Tally(results);
    failures += tally.failed();
    stopIfProviderIsDown(tally, results);
    settings.listener().accept(tally.event(iteration, settings.iterations()));
    return tally.ndcg();
  }

  /** Ends learning when nobody was answered several times in a row. */
  private void stopIfProviderIsDown(Tally tally, List<Rollout.Result> results) {
    outages = tally.nobodyAnswered() ? outages + 1 : 0;
    if (outages == OUTAGES_TO_STOP && results.get(0).failure instanceof LlmException failure) {
      throw failure;
    }
  }
}
