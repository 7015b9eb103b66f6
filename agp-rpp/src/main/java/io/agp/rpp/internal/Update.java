package io.agp.rpp.internal;

import java.util.List;

/**
 * What an update measured, all before its step. Immutable.
 *
 * @param agents by agent, in their order
 * @param actorGradientNorm the global norm of the gradient of all actors and the GRU, before
 *     clipping
 * @param criticGradientNorm the global norm of the gradient of all critics, before clipping
 */
public record Update(
    List<AgentLosses> agents, double actorGradientNorm, double criticGradientNorm) {

  /**
   * Copies the list.
   *
   * @param agents by agent, in their order
   * @param actorGradientNorm 0 or more
   * @param criticGradientNorm 0 or more
   */
  public Update {
    agents = List.copyOf(agents);
  }

  /**
   * One agent's losses: means over steps and users.
   *
   * @param actor eq. 9, or PPO's clipped loss, less the entropy bonus
   * @param critic eq. 8, the mean squared error
   * @param entropy the mean entropy of the policy, in nats
   * @param clippedShare the share of actions, 0 to 1, that PPO's clip range kept from the gradient;
   *     0 for A2C
   */
  public record AgentLosses(double actor, double critic, double entropy, double clippedShare) {}
}
