package io.agp.rpp.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * RPP's agents, each an actor and a critic of its own parameters, and the pooling of rankings that
 * they share. Computes in double precision without native code.
 *
 * <p>Thread-safety: any number of threads may ask for states, probabilities, values and best
 * actions at the same time, but not while one updates or loads. Results depend on the seed, the
 * calls and nothing else.
 */
public final class ActorCritic {
  private final int dimensions;
  private final Pooling pooling;
  private final RankingEncoder encoder;
  private final List<Agent> agents;
  private final List<Parameter> parameters;
  private final Adam actorOptimizer;
  private final Adam criticOptimizer;

  /** Its moments are of other gradients than those of {@link #actorOptimizer}. */
  private final Adam policyOptimizer;

  private ActorCritic(int dimensions, List<Integer> actions, Pooling pooling, long seed) {
    this.dimensions = dimensions;
    this.pooling = pooling;
    SplittableRandom random = new SplittableRandom(seed);
    // Generators of their own: an agent's start does not depend on what the others choose from.
    encoder = encoder(pooling, dimensions, random.split());
    agents =
        IntStream.range(0, actions.size())
            .mapToObj(i -> new Agent("agents." + i, dimensions, actions.get(i), random.split()))
            .toList();
    List<Parameter> ofActors =
        Stream.concat(
                agents.stream().flatMap(agent -> agent.actorParameters().stream()),
                encoder.parameters().stream())
            .toList();
    List<Parameter> ofCritics =
        agents.stream().flatMap(agent -> agent.criticParameters().stream()).toList();
    parameters = Stream.concat(ofActors.stream(), ofCritics.stream()).toList();
    actorOptimizer = new Adam("actors", ofActors);
    criticOptimizer = new Adam("critics", ofCritics);
    policyOptimizer =
        new Adam(
            "policies",
            agents.stream().flatMap(agent -> agent.actorParameters().stream()).toList());
  }

  private static RankingEncoder encoder(Pooling pooling, int dimensions, SplittableRandom random) {
    return switch (pooling) {
      case GRU -> new Gru("gru", dimensions, random);
      case MEAN -> new MeanPooling();
    };
  }

  /**
   * New networks with PyTorch's default start: every weight and bias uniform in ±1/√dimensions.
   *
   * @param dimensions the length of every embedding and state, 1 or more; 64 in the paper
   * @param actions how many actions each agent has, 1 or more; at least one agent
   * @param pooling how a ranking becomes a vector
   * @param seed where the weights are drawn from
   * @return networks that have not learned
   * @throws IllegalArgumentException if a number is less than 1 or there is no agent
   */
  public static ActorCritic random(
      int dimensions, List<Integer> actions, Pooling pooling, long seed) {
    Checks.that(dimensions >= 1, "dimensions must be at least 1 but is %s", dimensions);
    Checks.that(!actions.isEmpty(), "there must be at least one agent");
    for (int i = 0; i < actions.size(); i++) {
      Checks.that(
          actions.get(i) >= 1,
          "agent %s must have at least 1 action but has %s",
          i,
          actions.get(i));
    }
    return new ActorCritic(dimensions, actions, pooling, seed);
  }

  /**
   * The length of every embedding and state.
   *
   * @return 1 or more
   */
  public int dimensions() {
    return dimensions;
  }

  /**
   * How many actions each agent has.
   *
   * @return by agent
   */
  public List<Integer> actions() {
    return agents.stream().map(Agent::actions).toList();
  }

  /**
   * How a ranking becomes a vector.
   *
   * @return as it was made
   */
  public Pooling pooling() {
    return pooling;
  }

  /**
   * The state after a prompt and its answer (eq. 4): the prompt's embedding plus the pooled items.
   *
   * @param promptEmbedding [dimensions], finite
   * @param rankedItems [candidates][dimensions], finite, best first, at least one
   * @return [dimensions]
   * @throws IllegalArgumentException if a shape is another or a number is not finite
   */
  public double[] nextState(double[] promptEmbedding, double[][] rankedItems) {
    Checks.vector("promptEmbedding", promptEmbedding, dimensions);
    Checks.vectors("rankedItems", rankedItems, dimensions);
    return States.next(encoder, promptEmbedding, rankedItems);
  }

  /**
   * An agent's policy π(·|s).
   *
   * @param agent from 0
   * @param state [dimensions], finite
   * @return one probability for each action, together 1
   * @throws IllegalArgumentException if there is no such agent or the state does not fit
   */
  public double[] probabilities(int agent, double[] state) {
    return checked(agent, state).probabilities(state);
  }

  /**
   * An agent's estimate V(s) of the discounted rewards to come.
   *
   * @param agent from 0
   * @param state [dimensions], finite
   * @return the value
   * @throws IllegalArgumentException if there is no such agent or the state does not fit
   */
  public double value(int agent, double[] state) {
    return checked(agent, state).value(state);
  }

  /**
   * The most probable action, without sampling.
   *
   * @param agent from 0
   * @param state [dimensions], finite
   * @return from 0; of equally probable actions the first
   * @throws IllegalArgumentException if there is no such agent or the state does not fit
   */
  public int best(int agent, double[] state) {
    return checked(agent, state).best(state);
  }

  private Agent checked(int agent, double[] state) {
    Checks.that(
        agent >= 0 && agent < agents.size(),
        "agent must be from 0 to %s but is %s",
        agents.size() - 1,
        agent);
    Checks.vector("state", state, dimensions);
    return agents.get(agent);
  }

  /**
   * One gradient step on a batch: n-step returns (eq. 7), critics by mean squared error (eq. 8),
   * actors by −log π(a|s) · (R − V(s)) with R and V held constant (eq. 9) or PPO's clipped ratio,
   * less the entropy bonus. Means run over steps and users, totals over agents. The GRU learns from
   * the actors' losses alone. Returns and advantages are computed anew from the critics as they are
   * at each call, also where the same batch is given again.
   *
   * @param trajectory what happened, of as many agents and dimensions
   * @param settings how to learn
   * @return losses and norms as they were before the step
   * @throws IllegalArgumentException if the trajectory has other agents, actions or dimensions, or
   *     no old log-probabilities where the settings ask for PPO
   * @throws ArithmeticException if a loss or a gradient is not finite; nothing has then changed
   */
  public Update update(Trajectory trajectory, UpdateSettings settings) {
    Update update = addGradients(trajectory, settings);
    checkFinite(update);
    double clip = settings.gradientClip();
    actorOptimizer.step(settings.actorLearningRate(), update.actorGradientNorm(), clip);
    criticOptimizer.step(settings.criticLearningRate(), update.criticGradientNorm(), clip);
    return update;
  }

  /**
   * One gradient step of the actors alone towards the actions of the highest given values, instead
   * of the advantage of the one action taken: the mean over the states of −Σ π(a|s) · Q(s, a), less
   * the entropy bonus. Critics and pooling stay.
   *
   * @param states [rows][dimensions], finite, at least one
   * @param actionValues by agent: [rows][actions], Q(s, a), finite
   * @param settings the actors' learning rate, entropy coefficient and gradient clip
   * @return the losses before the step, summed over the agents
   * @throws IllegalArgumentException if a shape is another or a number is not finite
   */
  public double improve(double[][] states, List<double[][]> actionValues, UpdateSettings settings) {
    Checks.vectors("states", states, dimensions);
    Checks.that(
        actionValues.size() == agents.size(),
        "there must be values for %s agents but are for %s",
        agents.size(),
        actionValues.size());
    policyOptimizer.clearGradients();
    double loss = 0;
    for (int i = 0; i < agents.size(); i++) {
      Checks.vectors("actionValues", actionValues.get(i), agents.get(i).actions());
      Checks.that(
          actionValues.get(i).length == states.length,
          "agent %s must have values for %s states but has for %s",
          i,
          states.length,
          actionValues.get(i).length);
      loss +=
          agents
              .get(i)
              .addExpectedGradients(states, actionValues.get(i), settings.entropyCoefficient());
    }
    policyOptimizer.step(
        settings.actorLearningRate(), policyOptimizer.gradientNorm(), settings.gradientClip());
    return loss;
  }

  /** Computes losses, and gradients from zero, without a step. */
  Update addGradients(Trajectory trajectory, UpdateSettings settings) {
    check(trajectory, settings);
    actorOptimizer.clearGradients();
    criticOptimizer.clearGradients();
    States states = States.of(encoder, trajectory, settings.gamma() > 0);
    int learning = trajectory.users() * (trajectory.steps() - 1);
    double[][] stateGradient = new double[learning][dimensions];
    List<Update.AgentLosses> losses = new ArrayList<>();
    for (int i = 0; i < agents.size(); i++) {
      losses.add(agents.get(i).addGradients(states.rows(), trajectory, i, settings, stateGradient));
    }
    states.addGradient(stateGradient);
    return new Update(losses, actorOptimizer.gradientNorm(), criticOptimizer.gradientNorm());
  }

  private void check(Trajectory trajectory, UpdateSettings settings) {
    Checks.that(
        trajectory.dimensions() == dimensions,
        "the trajectory must have %s dimensions but has %s",
        dimensions,
        trajectory.dimensions());
    Checks.that(
        trajectory.agents() == agents.size(),
        "the trajectory must have %s agents but has %s",
        agents.size(),
        trajectory.agents());
    for (int i = 0; i < agents.size(); i++) {
      Checks.that(
          settings.clipEpsilon().isEmpty() || trajectory.oldLogProbabilities(i).isPresent(),
          "a clip epsilon needs a trajectory with old log-probabilities");
      checkActions(i, trajectory.actions(i));
    }
  }

  private void checkActions(int agent, int[] chosen) {
    int actions = agents.get(agent).actions();
    for (int action : chosen) {
      Checks.that(
          action < actions, "agent %s has %s actions but took action %s", agent, actions, action);
    }
  }

  private static void checkFinite(Update update) {
    double all = update.actorGradientNorm() + update.criticGradientNorm();
    for (Update.AgentLosses losses : update.agents()) {
      all += losses.actor() + losses.critic();
    }
    if (!Double.isFinite(all)) {
      throw new ArithmeticException("losses and gradients must be finite but are " + update);
    }
  }

  /**
   * Copies of all weights by name, flat in PyTorch's layout (outputs × inputs), named like {@code
   * agents.0.actor.0.weight} and {@code gru.weight_ih_l0}.
   *
   * @return a new map in a fixed order: actors, pooling, critics
   */
  public Map<String, double[]> weights() {
    return NamedArray.write(namedWeights());
  }

  /**
   * Takes all weights; the optimizers' state stays.
   *
   * @param weights as {@link #weights} gives them, in any order
   * @throws IllegalArgumentException if a name is missing or unknown, or an array has another size
   *     or a number that is not finite; nothing has then changed
   */
  public void loadWeights(Map<String, double[]> weights) {
    NamedArray.read(weights, namedWeights());
  }

  private List<NamedArray> namedWeights() {
    return parameters.stream().map(Parameter::named).toList();
  }

  /**
   * Copies of the optimizers' moments and step counts by name, for checkpoints: with the weights
   * and the same trajectories, learning goes on bit by bit as if it had not stopped.
   *
   * @return a new map in a fixed order
   */
  public Map<String, double[]> optimizerState() {
    return NamedArray.write(namedOptimizerState());
  }

  /**
   * Takes the optimizers' state; the weights stay.
   *
   * @param state as {@link #optimizerState} gives it, in any order
   * @throws IllegalArgumentException if a name is missing or unknown, or an array has another size
   *     or a number that cannot stand there; nothing has then changed
   */
  public void loadOptimizerState(Map<String, double[]> state) {
    NamedArray.read(state, namedOptimizerState());
  }

  private List<NamedArray> namedOptimizerState() {
    return Stream.of(actorOptimizer, criticOptimizer, policyOptimizer)
        .flatMap(optimizer -> optimizer.state().stream())
        .toList();
  }

  /** All parameters in the order of the weights. */
  List<Parameter> parameters() {
    return parameters;
  }
}
