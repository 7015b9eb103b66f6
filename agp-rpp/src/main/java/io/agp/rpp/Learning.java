package io.agp.rpp;

import io.agp.rpp.internal.ActorCritic;
import io.agp.rpp.internal.UpdateSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** How networks learn from the calls of an iteration. */
interface Learning {
  /**
   * Learns.
   *
   * @param networks the networks
   * @param fresh the episodes that had a step in this iteration, which is their last; may be empty
   * @param all the episodes of all iterations so far, those included
   * @param iteration from 1
   */
  void learn(ActorCritic networks, List<Episode> fresh, List<Episode> all, int iteration);

  /**
   * The paper's: one step on the calls of this iteration. The step before is part of the trajectory
   * with weight 0, so that the GRU gets the gradient of the state that it made.
   */
  static Learning once(UpdateSettings settings) {
    return (networks, fresh, all, iteration) -> {
      if (!fresh.isEmpty()) {
        List<Episode> windows = fresh.stream().map(episode -> episode.last(2)).toList();
        networks.update(new Batch(windows).trajectory(after -> after == 0), settings);
      }
    };
  }

  /** Several passes over the calls of all iterations so far, in shuffled batches. */
  static Learning replay(UpdateSettings settings, int passes, int batchSize, long seed) {
    return (networks, fresh, all, iteration) -> {
      List<Episode> shuffled = new ArrayList<>(all);
      Random random = new Random(seed * 31 + iteration); // specified to the bit, on every JDK
      for (int pass = 0; pass < passes; pass++) {
        Collections.shuffle(shuffled, random);
        for (int from = 0; from < shuffled.size(); from += batchSize) {
          List<Episode> batch = shuffled.subList(from, Math.min(shuffled.size(), from + batchSize));
          networks.update(new Batch(batch).trajectory(after -> true), settings);
        }
      }
    };
  }
}
