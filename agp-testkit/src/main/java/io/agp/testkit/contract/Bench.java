package io.agp.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.LlmRole;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server, a client of it, and a time that takes none. */
final class Bench implements AutoCloseable {
  static final String KEY = "sk-canary-7f3Q";

  /** Never reached unless a client hangs. */
  static final Duration LONG = Duration.ofSeconds(15);

  final WireServer server;
  final FakeTime time;
  private final Function<ContractSetup, LlmClient> clients;
  private final ContractSetup.Draft setup;
  private @Nullable LlmClient client;

  Bench(Function<ContractSetup, LlmClient> clients, WireServer server, FakeTime time) {
    this.clients = clients;
    this.server = server;
    this.time = time;
    this.setup = new ContractSetup.Draft(server.url());
  }

  /** Changes the client, which must not have been used. */
  Bench with(Consumer<ContractSetup.Draft> change) {
    change.accept(setup);
    return this;
  }

  LlmClient client() {
    LlmClient made = client;
    if (made == null) {
      made = clients.apply(setup());
      client = made;
    }
    return made;
  }

  ContractSetup setup() {
    return setup.build(time);
  }

  static LlmRequest question() {
    return LlmRequest.builder(LlmRole.OTHER)
        .system("Be brief.")
        .user("Hello?")
        .maxOutputTokens(50)
        .build();
  }

  LlmResponse ask() {
    return ask(Deadline.after(LONG));
  }

  LlmResponse ask(Deadline deadline) {
    return client().complete(question(), deadline);
  }

  CompletableFuture<LlmResponse> askAsync(LlmClient asked) {
    return asked.completeAsync(question(), Deadline.after(LONG));
  }

  CompletableFuture<LlmResponse> askAsync(Duration timeout) {
    return client().completeAsync(question(), Deadline.after(timeout));
  }

  LlmException failure() {
    return failure(Deadline.after(LONG));
  }

  LlmException failure(Deadline deadline) {
    return failure(() -> ask(deadline));
  }

  static LlmException failure(Runnable call) {
    Throwable failure = catchThrowable(call::run);
    if (failure instanceof LlmException told) {
      assertThat(shown(told)).doesNotContain(KEY);
      return told;
    }
    throw new AssertionError("no LlmException, but " + failure, failure);
  }

  /** All that a failure can show: with its causes, and with what was suppressed. */
  private static String shown(LlmException failure) {
    StringWriter shown = new StringWriter();
    PrintWriter printer = new PrintWriter(shown);
    failure.printStackTrace(printer);
    printer.println(failure.details());
    printer.println(failure.details().partialText());
    return shown.toString();
  }

  @Override
  public void close() {
    if (client != null) {
      close(client);
    }
    server.close();
    assertThat(server.problems()).as("what is wrong with requests").isEmpty();
  }

  static void close(LlmClient client) {
    try {
      if (client instanceof AutoCloseable closeable) {
        closeable.close();
      }
    } catch (Exception e) {
      throw new AssertionError("the client does not close", e);
    }
  }
}
