package io.agp.benchmarks.clients;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Compares what a call costs in several clients of OpenAI's protocol with what it costs in OkHttp
 * alone: 64 calls at a time to a server that answers after 20 ms. The server and each client have a
 * process of their own; the clients take turns, a round each, so that what else happens on the
 * machine meets all of them.
 */
public final class ClientComparison {
  static final Duration DELAY = Duration.ofMillis(20);

  private static final Set<Subject> ALL = EnumSet.allOf(Subject.class);

  private ClientComparison() {}

  /**
   * Prints the tables.
   *
   * @param args how often the processes are started anew, rounds in each, calls in a round, and the
   *     least number of calls between two looks at what is live; 2, 6, 20000 and 100000 where they
   *     are missing
   * @throws IOException if a process fails
   */
  public static void main(String[] args) throws IOException {
    System.out.println(new Report(measure(ALL, Plan.of(args)), DELAY));
  }

  /** The course of each subject; rounds at the same place were taken in turn. */
  static Map<Subject, Course> measure(Set<Subject> subjects, Plan plan) throws IOException {
    Map<Subject, Course> courses = new EnumMap<>(Subject.class);
    try (Child server = new Child(DelayServer.class, DELAY.toString())) {
      String url = server.hear();
      for (int fork = 0; fork < plan.forks(); fork++) {
        fork(subjects, url, plan)
            .forEach((subject, course) -> courses.merge(subject, course, Course::and));
      }
    }
    return courses;
  }

  private static Map<Subject, Course> fork(Set<Subject> subjects, String url, Plan plan)
      throws IOException {
    Map<Subject, Child> workers = new EnumMap<>(Subject.class);
    try {
      for (Subject subject : subjects) {
        workers.put(subject, new Child(Worker.class, subject.name(), url));
      }
      Map<Subject, Sample> warm = all(workers, plan.warmUpCalls());
      Map<Subject, List<Sample>> rounds = rounds(workers, plan);
      Map<Subject, Sample> last = all(workers, plan.callsAfterRounds());
      Map<Subject, Course> courses = new EnumMap<>(Subject.class);
      for (Subject subject : subjects) {
        courses.put(subject, Course.of(of(subject, warm), of(subject, rounds), of(subject, last)));
      }
      return courses;
    } finally {
      workers.values().forEach(Child::close);
    }
  }

  private static Map<Subject, List<Sample>> rounds(Map<Subject, Child> workers, Plan plan)
      throws IOException {
    Map<Subject, List<Sample>> rounds = new EnumMap<>(Subject.class);
    for (int round = 0; round < plan.rounds(); round++) {
      for (Map.Entry<Subject, Child> worker : workers.entrySet()) {
        worker.getValue().say(plan.calls());
        Sample sample = Sample.parse(worker.getValue().hear());
        rounds.computeIfAbsent(worker.getKey(), none -> new ArrayList<>()).add(sample);
      }
    }
    return rounds;
  }

  /** All clients at once, where the time does not matter. */
  private static Map<Subject, Sample> all(Map<Subject, Child> workers, int calls)
      throws IOException {
    workers.values().forEach(worker -> worker.say(calls));
    Map<Subject, Sample> samples = new EnumMap<>(Subject.class);
    for (Map.Entry<Subject, Child> worker : workers.entrySet()) {
      samples.put(worker.getKey(), Sample.parse(worker.getValue().hear()));
    }
    return samples;
  }

  private static <T> T of(Subject subject, Map<Subject, T> all) {
    return Objects.requireNonNull(all.get(subject));
  }
}
