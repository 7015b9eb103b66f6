package io.agp.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.LlmAttempt;
import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Whatever a server does: a right answer or a typed failure, soon, and with a true log. */
final class BehaviourRules extends Rules {
  private static final int SERVERS = 250;
  private static final int MOST_ATTEMPTS = 4;
  private static final Duration SOON = Duration.ofSeconds(5);

  BehaviourRules(ChatCompletionsContract subject) {
    super(subject);
  }

  @Override
  Stream<DynamicTest> tests() {
    return Stream.of(
        rule(10, SERVERS + " servers drawn at random lead no client astray", this::servers));
  }

  private void servers() throws Exception {
    for (int seed = 0; seed < SERVERS; seed++) {
      try {
        server(seed);
      } catch (AssertionError | Exception e) {
        throw new AssertionError("The client went astray with server " + seed, e);
      }
    }
  }

  private void server(int seed) throws Exception {
    Random random = new Random(seed);
    List<Behaviour> played = Collections.synchronizedList(new ArrayList<>());
    try (Bench bench =
        bench(
            exchange -> {
              Behaviour next = Behaviour.draw(random, "Hi " + exchange.number());
              played.add(next);
              next.play(exchange);
            })) {
      check(bench, played);
    }
  }

  private static void check(Bench bench, List<Behaviour> played) throws Exception {
    List<LlmAttempt> log;
    try {
      LlmResponse response = ask(bench);
      log = response.attempts();
      Behaviour last = played.get(played.size() - 1);
      assertThat(last.mayBeTaken()).as("what was taken is an answer").isTrue();
      assertThat(response.text()).isEqualTo(last.text());
    } catch (LlmException failure) {
      log = failure.details().log();
      assertThat(failure.details().attempts()).isEqualTo(log.size());
      assertThat(failure.getSuppressed()).hasSize(log.size() - 1);
      assertThat(played).as("an answer is taken").noneMatch(Behaviour::mustBeTaken);
    }
    checkLog(log, played);
  }

  /** The deadline is for a time that leaps. */
  private static LlmResponse ask(Bench bench) throws Exception {
    try {
      return bench.askAsync(Duration.ofHours(1)).get(SOON.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  private static void checkLog(List<LlmAttempt> log, List<Behaviour> played) {
    assertThat(log).hasSameSizeAs(played).hasSizeBetween(1, MOST_ATTEMPTS);
    assertThat(log.stream().filter(LlmAttempt::ambiguous).count()).isLessThanOrEqualTo(2);
    IntStream.range(0, log.size())
        .forEach(
            i -> {
              assertThat(log.get(i).number()).isEqualTo(i + 1);
              log.get(i)
                  .status()
                  .ifPresent(status -> assertThat(status).isEqualTo(played.get(i).status()));
            });
  }
}
