package io.agp.benchmarks.clients;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The tables, in Markdown. */
record Report(Map<Subject, Course> courses, Duration delay) {
  private static final double BYTES_PER_MB = 1e6;

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            """
            | client | µs a call | × bare OkHttp | share of the throughput possible | MB live, warm | at the end |
            |---|---:|---:|---:|---:|---:|
            """);
    courses.keySet().forEach(subject -> text.append(row(subject)));
    text.append("\n| our µs a call, divided by those of | |\n|---|---:|\n");
    text.append(ratio(Subject.AGP, Subject.OPENAI_JAVA));
    text.append(ratio(Subject.AGP, Subject.LANGCHAIN4J));
    text.append(ratio(Subject.AGP, Subject.BARE_WAITING));
    text.append(ratio(Subject.AGP_ASYNC, Subject.OPENAI_JAVA_ASYNC));
    return text.append(ratio(Subject.AGP_ASYNC, Subject.LANGCHAIN4J)).toString();
  }

  private String row(Subject subject) {
    List<Sample> own = of(subject);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %.1f | %.1f |%n",
        subject.title(),
        Spread.of(own, Sample::cpuMicrosPerCall).text(0),
        against(subject, subject.baseline()),
        Spread.of(own, sample -> sample.share(delay)).text(2),
        course(subject).heapWarm() / BYTES_PER_MB,
        course(subject).heapLast() / BYTES_PER_MB);
  }

  private String ratio(Subject ours, Subject other) {
    return "| " + ours.title() + " : " + other.title() + " | " + against(ours, other) + " |\n";
  }

  private String against(Subject subject, Subject other) {
    return Spread.ofPairs(
            of(subject), of(other), (own, base) -> own.cpuMicrosPerCall() / base.cpuMicrosPerCall())
        .text(2);
  }

  private List<Sample> of(Subject subject) {
    return course(subject).rounds();
  }

  private Course course(Subject subject) {
    return Objects.requireNonNull(courses.get(subject));
  }
}
