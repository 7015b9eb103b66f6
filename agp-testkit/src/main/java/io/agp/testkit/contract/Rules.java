package io.agp.testkit.contract;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** Some rules of the contract, as tests of the clients a subject makes. */
abstract class Rules {
  private final ChatCompletionsContract subject;

  Rules(ChatCompletionsContract subject) {
    this.subject = subject;
  }

  abstract Stream<DynamicTest> tests();

  final ChatCompletionsContract subject() {
    return subject;
  }

  static DynamicTest rule(int number, String fact, Executable test) {
    return DynamicTest.dynamicTest("rule " + number + ": " + fact, test);
  }

  /** A server with a script, and a time that leaps. */
  final Bench bench(WireServer.Script script) {
    return new Bench(subject::client, WireServer.of(script), FakeTime.leaping());
  }

  /** A server with a script, and a time that stands still. */
  final Bench standing(WireServer.Script script) {
    return new Bench(subject::client, WireServer.of(script), FakeTime.standing());
  }

  /** The same answer to every request. */
  final Bench always(int status, String body, String... headers) {
    return bench(exchange -> exchange.reply(status, body, headers));
  }

  /** One answer, and then the usual one. */
  final Bench once(int status, String body, String... headers) {
    return bench(
        exchange -> {
          if (exchange.number() == 1) {
            exchange.reply(status, body, headers);
          } else {
            exchange.reply(200, Bodies.ok());
          }
        });
  }

  /** Waits for what other threads bring about. */
  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not happen: " + what);
      }
      Thread.onSpinWait();
    }
  }
}
