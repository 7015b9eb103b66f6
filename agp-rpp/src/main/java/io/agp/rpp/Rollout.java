package io.agp.rpp;

import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.concurrent.BoundedConcurrency;
import io.agp.concurrent.Futures;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.metrics.RankingMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The training users and where each of them stands: one round of calls for all is an iteration. */
final class Rollout {
  private final LlmClient llm;
  private final RppSettings settings;
  private final PolicyCore core;
  private final PromptAssembler assembler;
  private final Sampler sampler;
  private final List<Place> places = new ArrayList<>();

  Rollout(
      LlmClient llm,
      RppSettings settings,
      PolicyCore core,
      PromptAssembler assembler,
      List<LabelledUser> users) {
    this.llm = llm;
    this.settings = settings;
    this.core = core;
    this.assembler = assembler;
    this.sampler = new Sampler(settings.seed(), settings.leastProbability());
    users.forEach(user -> places.add(new Place(user)));
  }

  /** A user, and the prompt and episode that the next call goes on from. */
  private final class Place {
    final LabelledUser user;
    @Nullable RppPrompt prompt;
    Episode episode = new Episode();

    Place(LabelledUser user) {
      this.user = user;
    }

    void restart() {
      prompt = null;
      episode = new Episode();
    }

    /** Computed anew each time, as the GRU has learned since the last answer. */
    double[] state() {
      List<Step> steps = episode.steps();
      if (steps.isEmpty()) {
        return core.firstState(user.user());
      }
      Step last = steps.get(steps.size() - 1);
      return core.networks().nextState(last.prompt, last.ranked);
    }
  }

  /** What became of one user's call. Its label stays here: the prompt was made without it. */
  static final class Result {
    final LabelledUser user;
    final Episode episode;
    final int[] choices;
    final boolean incomplete;
    final @Nullable Ranking ranking;
    final @Nullable Throwable failure;
    final OptionalDouble reward;

    Result(
        LabelledUser user,
        Episode episode,
        int[] choices,
        boolean incomplete,
        @Nullable Ranking ranking,
        @Nullable Throwable failure,
        OptionalDouble reward) {
      this.user = user;
      this.episode = episode;
      this.choices = choices;
      this.incomplete = incomplete;
      this.ranking = ranking;
      this.failure = failure;
      this.reward = reward;
    }
  }

  void restart() {
    places.forEach(Place::restart);
  }

  /** Asks once for each user, several at a time; results are in the order of the users. */
  List<Result> iterate(int iteration) {
    List<Turn> turns = places.stream().map(place -> new Turn(place, iteration)).toList();
    List<Object> answers =
        Futures.await(
            BoundedConcurrency.map(
                turns,
                settings.concurrency(),
                turn -> Futures.<Ranking, Object>map(turn.ask(), ranking -> ranking),
                failure -> failure),
            Deadline.none());
    return IntStream.range(0, turns.size())
        .mapToObj(i -> turns.get(i).finish(answers.get(i)))
        .toList();
  }

  /** One user's part of an iteration. */
  private final class Turn {
    final Place place;
    final int iteration;
    final double[] state;
    final int[] actions;
    final double[] probabilities;
    AssembledPrompt assembled;

    Turn(Place place, int iteration) {
      this.place = place;
      this.iteration = iteration;
      this.state = place.state();
      int agents = core.layout().agents().size();
      actions = new int[agents];
      probabilities = new double[agents];
      for (int agent = 0; agent < agents; agent++) {
        double[] all = sampler.behaviour(core.networks().probabilities(agent, state));
        actions[agent] = sampler.draw(all, iteration, place.user.user().id(), agent);
        probabilities[agent] = all[actions[agent]];
      }
      assembled =
          assembler.assemble(
              place.user.user(),
              place.user.candidates(),
              core.prompt(place.prompt, actions),
              iteration);
    }

    /**
     * Has a chosen profile written and asks for the ranking. If the profile fails as a call may
     * fail, the turn has failed: the reward of a prompt without it would count for the choice of
     * it.
     */
    CompletableFuture<Ranking> ask() {
      return Futures.compose(
          assembler.assembleAsync(
              place.user.user(),
              place.user.candidates(),
              assembled.prompt(),
              iteration,
              Deadline.after(settings.timeout().multipliedBy(2))), // half of it for the profile
          ready -> {
            assembled = ready;
            Optional<Throwable> failure = ready.profileFailure();
            return failure.isPresent() && !Failures.isOutcomeOfPrompt(failure.get())
                ? CompletableFuture.failedFuture(failure.get())
                : ready.ask(llm, Deadline.after(settings.timeout()));
          });
    }

    /**
     * A failed call leaves the user where they were, without a reward. An answer that holds no
     * order is the outcome of the prompt: it earns nothing, and no item is in the next state.
     */
    Result finish(Object answer) {
      if (answer instanceof Ranking ranking) {
        double reward = RankingMetrics.ndcg(place.user, ranking, settings.topK());
        add(reward, core.encoder().items(ranking.items()));
        return result(ranking, null, OptionalDouble.of(reward));
      }
      Throwable failure = (Throwable) answer;
      if (Failures.isOutcomeOfPrompt(failure)) {
        add(0, new double[1][core.encoder().dimensions()]);
        return result(null, failure, OptionalDouble.of(0));
      }
      return result(null, failure, OptionalDouble.empty());
    }

    private void add(double reward, double[][] ranked) {
      place.episode.add(step(reward, ranked));
      place.prompt = assembled.prompt();
    }

    private Result result(
        @Nullable Ranking ranking, @Nullable Throwable failure, OptionalDouble reward) {
      return new Result(
          place.user,
          place.episode,
          assembled.prompt().choices(),
          !assembled.omitted().isEmpty(),
          ranking,
          failure,
          reward);
    }

    private Step step(double reward, double[][] ranked) {
      return new Step(
          iteration,
          state,
          actions,
          probabilities,
          core.encoder().prompt(assembled),
          ranked,
          reward);
    }
  }
}
