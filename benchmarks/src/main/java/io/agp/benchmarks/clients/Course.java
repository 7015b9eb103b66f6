package io.agp.benchmarks.clients;

import java.util.List;
import java.util.stream.Stream;

/**
 * What was measured of one client.
 *
 * @param heapWarm what is live after warming up
 * @param heapLast what is live at the end
 */
record Course(List<Sample> rounds, long heapWarm, long heapLast) {
  static Course of(Sample warm, List<Sample> rounds, Sample last) {
    return new Course(rounds, warm.heapBytes(), last.heapBytes());
  }

  /** The rounds of both, and the memory of the later process. */
  Course and(Course later) {
    List<Sample> both = Stream.concat(rounds.stream(), later.rounds.stream()).toList();
    return new Course(both, later.heapWarm, later.heapLast);
  }
}
