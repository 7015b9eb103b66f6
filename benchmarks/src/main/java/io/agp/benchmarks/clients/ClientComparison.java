package io.agp.benchmarks.clients;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what a call costs in several clients of OpenAI's protocol with what it costs in OkHttp
 * alone: 64 calls at a time to a server that answers after 20 ms. The server and each client have a
 * process of their own; the clients take turns, a round each, so that what else happens on the
 * machine meets all of them.
 */
public final class ClientComparison {
  static final Duration DELAY = Duration.ofMillis(20);

  /** The peers' code is compiled to the end only after some 50,000 calls. */
  private static final int WARM_UP_ROUNDS = 5;

  private static final Set<Subject> ALL = EnumSet.allOf(Subject.class);

  private ClientComparison() {}

  /**
   * Prints the tables.
   *
   * @param args how often the processes are started anew, rounds in each, calls in a round; 2, 6
   *     and 20000 if there are none
   * @throws IOException if a process fails
   */
  public static void main(String[] args) throws IOException {
    int forks = args.length > 0 ? Integer.parseInt(args[0]) : 2;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 6;
    int calls = args.length > 2 ? Integer.parseInt(args[2]) : 20_000;
    System.out.println(new Report(measure(ALL, forks, rounds, calls), rounds, DELAY));
  }

  /** The samples of each subject; those at the same place were taken in the same round. */
  static Map<Subject, List<Sample>> measure(Set<Subject> subjects, int forks, int rounds, int calls)
      throws IOException {
    Map<Subject, List<Sample>> samples = new EnumMap<>(Subject.class);
    try (Child server = new Child(DelayServer.class, DELAY.toString())) {
      String url = server.hear();
      for (int fork = 0; fork < forks; fork++) {
        fork(subjects, url, rounds, calls, samples);
      }
    }
    return samples;
  }

  private static void fork(
      Set<Subject> subjects, String url, int rounds, int calls, Map<Subject, List<Sample>> samples)
      throws IOException {
    Map<Subject, Child> workers = new EnumMap<>(Subject.class);
    try {
      for (Subject subject : subjects) {
        workers.put(subject, new Child(Worker.class, subject.name(), url));
      }
      warmUp(workers.values(), WARM_UP_ROUNDS * calls);
      for (int round = 0; round < rounds; round++) {
        for (Map.Entry<Subject, Child> worker : workers.entrySet()) {
          worker.getValue().say(calls);
          Sample sample = Sample.parse(worker.getValue().hear());
          samples.computeIfAbsent(worker.getKey(), none -> new ArrayList<>()).add(sample);
        }
      }
    } finally {
      workers.values().forEach(Child::close);
    }
  }

  /** All at once, as nothing is measured. */
  private static void warmUp(Collection<Child> workers, int calls) throws IOException {
    workers.forEach(worker -> worker.say(calls));
    for (Child worker : workers) {
      worker.hear();
    }
  }
}
