package io.agp.testkit;

import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A model that answers what a test tells it to, and remembers what it was asked.
 *
 * <pre>{@code
 * var llm = ScriptedLlmClient.answering("{\"ranking\": [2, 1]}")
 *     .thenFailing(new LlmException.RateLimited("busy", null))
 *     .thenAnswering("{\"ranking\": [1, 2]}");
 * }</pre>
 *
 * <p>Thread-safe; calls take their answers in the order in which they come. The futures are already
 * complete. Deadlines are not looked at.
 */
public final class ScriptedLlmClient implements LlmClient {
  private final Function<LlmRequest, Outcome> script;
  private final List<Outcome> steps;
  private final boolean endless;
  private final List<LlmRequest> requests = new ArrayList<>();

  /** What becomes of one call. */
  private sealed interface Outcome {}

  private record Answer(String text) implements Outcome {
    Answer {
      Objects.requireNonNull(text, "answer");
    }
  }

  private record Failure(RuntimeException exception) implements Outcome {
    Failure {
      Objects.requireNonNull(exception, "exception");
    }
  }

  private ScriptedLlmClient(
      Function<LlmRequest, Outcome> script, List<Outcome> steps, boolean endless) {
    this.script = script;
    this.steps = List.copyOf(steps);
    this.endless = endless;
  }

  /**
   * A model that gives these answers, one a call, and then has no more: a further call fails with
   * {@link IllegalStateException}.
   *
   * @param texts the answers in order; none for a model that must not be called
   * @return the model
   */
  public static ScriptedLlmClient answering(String... texts) {
    return scripted(List.of()).thenAnswering(texts);
  }

  /**
   * A model that works out its answers, as often as it is asked.
   *
   * @param answer gives the answer to a request; what it throws becomes the failure of the call.
   *     Called in the caller's thread, one call at a time
   * @return the model
   */
  public static ScriptedLlmClient answer(Function<LlmRequest, String> answer) {
    Objects.requireNonNull(answer, "answer");
    return new ScriptedLlmClient(request -> new Answer(answer.apply(request)), List.of(), true);
  }

  /**
   * A model of which every call fails.
   *
   * @param failure the failure
   * @return the model
   */
  public static ScriptedLlmClient failing(LlmException failure) {
    Outcome outcome = new Failure(failure);
    return new ScriptedLlmClient(request -> outcome, List.of(), true);
  }

  private static ScriptedLlmClient scripted(List<Outcome> steps) {
    int[] next = {0};
    return new ScriptedLlmClient(
        request -> {
          int call = ++next[0];
          if (call > steps.size()) {
            return new Failure(
                new IllegalStateException(
                    String.format(
                        "The script has %d answers; call %d has none", steps.size(), call)));
          }
          return steps.get(call - 1);
        },
        steps,
        false);
  }

  /**
   * A new model with this one's script and more answers after it. What this model has already
   * answered is not gone on from: the new one begins at the start.
   *
   * @param texts the further answers
   * @return a new model without requests
   * @throws IllegalStateException if this model has no script, as each call is answered alike
   */
  public ScriptedLlmClient thenAnswering(String... texts) {
    List<Outcome> more = new ArrayList<>();
    for (String text : texts) {
      more.add(new Answer(text));
    }
    return then(more);
  }

  /**
   * A new model with this one's script and a failure after it.
   *
   * @param failure the failure of the next call
   * @return a new model without requests
   * @throws IllegalStateException if this model has no script, as each call is answered alike
   */
  public ScriptedLlmClient thenFailing(LlmException failure) {
    return then(List.of(new Failure(failure)));
  }

  private ScriptedLlmClient then(List<Outcome> more) {
    if (endless) {
      throw new IllegalStateException("Only a model made by answering(...) has a script to extend");
    }
    List<Outcome> longer = new ArrayList<>(steps);
    longer.addAll(more);
    return scripted(longer);
  }

  /**
   * What was asked so far.
   *
   * @return the requests in the order in which they came; an immutable copy
   */
  public List<LlmRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /**
   * Answers as the script says.
   *
   * @param request remembered, and given to the answering function if there is one
   * @param deadline not looked at
   * @return the answer, or the failure; {@link IllegalStateException} where the script has run out
   */
  @Override
  public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
    Objects.requireNonNull(request, "request");
    Outcome outcome;
    synchronized (requests) {
      requests.add(request);
      try {
        outcome = script.apply(request);
      } catch (RuntimeException e) {
        outcome = new Failure(e);
      }
    }
    return outcome instanceof Answer answer
        ? CompletableFuture.completedFuture(LlmResponse.of(answer.text()))
        : CompletableFuture.failedFuture(((Failure) outcome).exception());
  }
}
