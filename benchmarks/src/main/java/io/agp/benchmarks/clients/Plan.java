package io.agp.benchmarks.clients;

/**
 * How much is measured.
 *
 * @param forks how often the processes are started anew
 * @param rounds in each process
 * @param calls in a round
 * @param callsForHeap the least number of calls between two looks at what is live
 */
record Plan(int forks, int rounds, int calls, int callsForHeap) {
  /** The peers' code is compiled to the end only after some 50,000 calls. */
  private static final int WARM_UP_ROUNDS = 5;

  /** Takes the values in their order; those missing are 2, 6, 20000 and 100000. */
  static Plan of(String... args) {
    return new Plan(
        number(args, 0, 2), number(args, 1, 6), number(args, 2, 20_000), number(args, 3, 100_000));
  }

  private static int number(String[] args, int place, int otherwise) {
    return args.length > place ? Integer.parseInt(args[place]) : otherwise;
  }

  int warmUpCalls() {
    return WARM_UP_ROUNDS * calls;
  }

  /** What the rounds leave to be made for the second look; at least one. */
  int callsAfterRounds() {
    return Math.max(1, callsForHeap - rounds * calls);
  }
}
