package io.agp.llm.openai;

import io.agp.llm.CallTimer;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.openai.ChatClientBuilder.Values;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chat completions of OpenAI, or of any server that speaks its protocol (set {@link
 * Builder#baseUrl}).
 *
 * <pre>{@code
 * LlmClient llm = OpenAiLlmClient.builder()
 *     .apiKey(System.getenv("OPENAI_API_KEY"))
 *     .model("gpt-6-luna")
 *     .reasoningEffort("none")
 *     .build();
 * }</pre>
 *
 * <p>A call is tried up to {@link Builder#maxAttempts} times where a repetition can help: after
 * rate limits, failures of the server and of the connection, and empty answers. Between attempts it
 * waits, at least as long as the server asks for. The deadline covers all of it: waiting for a free
 * place, attempts, and the waits between them.
 *
 * <p>Thread-safe; one client serves a whole program. No thread but the caller's own in {@link
 * #complete} is held while a call waits, and all threads are daemons. Close it to end the calls
 * under way and to free its connections.
 */
public final class OpenAiLlmClient implements LlmClient, AutoCloseable {
  /** OpenAI's address. */
  static final String DEFAULT_BASE_URL = "https://api.openai.com/v1";

  private static final Logger log = LoggerFactory.getLogger(OpenAiLlmClient.class);

  private final String name;
  private final RequestWriter writer;
  private final OkHttpClient http;
  private final ExecutorService executor;
  private final Timer timer = new Timer();
  private final CallerThreads callers;
  private final boolean callersSend;
  private final CompletionCall.Shared shared;
  private final Listening listening;
  private final Duration totalTimeout;
  private final Set<CompletionCall> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  OpenAiLlmClient(Setup setup) {
    Values values = setup.values();
    this.name = values.model + " at " + setup.url().host();
    this.writer =
        new RequestWriter(
            values.model, setup.profile(), values.temperature, values.reasoningEffort);
    this.executor = Executors.newCachedThreadPool(new DaemonThreads("agp-llm"));
    this.callers = new CallerThreads(timer, completer(executor));
    OkHttpClient given = setup.http();
    this.http =
        HttpClients.create(given, executor, callers, values.concurrency, setup.url().isHttps());
    this.callersSend = HttpClients.canBreakOff(given);
    this.totalTimeout = setup.totalTimeout();
    CallTimer time = values.timer == null ? timer : values.timer;
    this.shared = shared(setup, time);
    this.listening = new Listening(values.listener, name, setup.profile().facts().price(), time);
    setup
        .profile()
        .facts()
        .warning(values.model, LocalDate.ofInstant(time.instant(), ZoneOffset.UTC))
        .ifPresent(log::warn);
  }

  private CompletionCall.Shared shared(Setup setup, CallTimer time) {
    Values values = setup.values();
    RateLimiter limiter = setup.limiter(time);
    Failures failures = new Failures(name, setup.key(), time);
    return new CompletionCall.Shared(
        new ChatEndpoint(
            http,
            setup.url(),
            setup.key(),
            new RequestTags(values.tags),
            values.organisation,
            failures,
            limiter),
        new FairPermits(values.concurrency),
        limiter,
        new RetryPolicy(
            values.maxAttempts,
            values.maxAmbiguousRetries,
            values.maxRetryAfter,
            new Backoff(setup.random())),
        new RetryBudget(values.retryBudget),
        values.retryGate,
        time,
        timer,
        completer(executor));
  }

  /**
   * Starts a client.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Asks the model.
   *
   * @param request the conversation. Its schema is sent as far as the {@link ModelProfile} allows,
   *     and where any of it is, the answer is checked here nevertheless; {@link
   *     LlmResponse#format()} tells
   * @param deadline when the answer must be there; {@link Builder#totalTimeout} bounds it
   * @return a future with the answer, or failed with an {@link LlmException}, or with an {@link
   *     IllegalStateException} if this client is closed. Cancelling it closes the connection
   */
  @Override
  public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
    return ask(request, deadline, Attempt::enqueue);
  }

  private CompletableFuture<LlmResponse> ask(
      LlmRequest request, Deadline deadline, CompletionCall.Sender sender) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(deadline, "deadline");
    CallReport report = listening.begin(request.role());
    if (deadline.hasPassed()) {
      return refused(
          report, failures().deadlinePassed(LlmException.Timeout.Phase.STARTING, List.of()));
    }
    try {
      PreparedRequest prepared = writer.prepare(request);
      return shared.limiter().canNeverPass(prepared.tokens())
          ? refused(report, failures().tooLargeForLimit(prepared.tokens()))
          : start(new CompletionCall(shared, prepared, bounded(deadline), report, sender));
    } catch (LlmException e) {
      return refused(report, e);
    }
  }

  /** Of a call that was not begun. */
  private static CompletableFuture<LlmResponse> refused(CallReport report, LlmException failure) {
    report.failed(failure, List.of());
    return CompletableFuture.failedFuture(failure);
  }

  private Deadline bounded(Deadline deadline) {
    return deadline.remaining().compareTo(totalTimeout) > 0
        ? Deadline.after(totalTimeout)
        : deadline;
  }

  private Failures failures() {
    return shared.endpoint().failures();
  }

  /**
   * The blocking twin of {@link #completeAsync}. The calling thread sends the requests and reads
   * the answers itself, unless {@link Builder#httpClient} brings interceptors.
   *
   * @throws IllegalStateException if this client is closed
   */
  @Override
  public LlmResponse complete(LlmRequest request, Deadline deadline) {
    if (Thread.currentThread().isInterrupted()) {
      throw new LlmException.Cancelled("Interrupted before the model was asked", null);
    }
    WaitingCaller caller = new WaitingCaller(callers);
    return caller.await(ask(request, deadline, callersSend ? caller::send : Attempt::enqueue));
  }

  /** Adds the call first and looks at {@code closed} then: {@link #close} does the reverse. */
  private CompletableFuture<LlmResponse> start(CompletionCall call) {
    calls.add(call);
    call.result().whenComplete((answer, failure) -> calls.remove(call));
    if (closed) {
      call.reject(new IllegalStateException("The client is closed: " + this));
    } else {
      call.start();
    }
    return call.result();
  }

  /**
   * Ends the calls under way with {@link LlmException.Cancelled} and frees threads and connections.
   * Later calls fail. Closing twice does nothing.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    calls.forEach(CompletionCall::close);
    http.dispatcher().cancelAll();
    timer.shutdown();
    executor.shutdown();
    http.connectionPool().evictAll();
  }

  /**
   * Asks the server for its models ({@code GET /models}), once and without retries. Not every
   * server has a list.
   *
   * @param deadline when the list must be there
   * @return a future with the models in the server's order, or failed with an {@link LlmException},
   *     or with an {@link IllegalStateException} if this client is closed
   */
  public CompletableFuture<List<ListedModel>> listModels(Deadline deadline) {
    return closed
        ? CompletableFuture.failedFuture(new IllegalStateException("The client is closed: " + this))
        : new ModelsQuery(shared.endpoint()).send(deadline);
  }

  /**
   * How often the listener threw; what it throws harms no call.
   *
   * @return the count
   */
  public long listenerFailures() {
    return listening.failures();
  }

  /**
   * What is asked.
   *
   * @return the model and the host, for messages
   */
  public String target() {
    return name;
  }

  /** The model and the host. */
  @Override
  public String toString() {
    return "OpenAiLlmClient[" + name + "]";
  }

  FairPermits permits() {
    return shared.permits();
  }

  /**
   * Completes futures that fail on threads of the client's own: what a caller chains to a future
   * must not hold the timer, or the caller who closes. Answers are on such a thread already.
   */
  private static Executor completer(ExecutorService executor) {
    return task -> {
      try {
        executor.execute(task);
      } catch (RejectedExecutionException closed) {
        task.run();
      }
    };
  }

  /** Builds an {@link OpenAiLlmClient}. Not thread-safe. */
  public static final class Builder extends ChatClientBuilder<Builder> {
    private Builder() {}

    @Override
    protected Builder self() {
      return this;
    }

    /**
     * Sets the organisation that pays, for keys that belong to several; default: the key's own.
     *
     * @param organisation its id
     * @return this builder
     */
    public Builder organisation(String organisation) {
      values.organisation = Optional.of(organisation);
      return this;
    }

    /**
     * Builds the client.
     *
     * @return the client
     * @throws IllegalArgumentException if values break their rules, the model is missing or does
     *     not take a value set, or the key is missing; the message tells of all of it, and never
     *     holds the key
     */
    public OpenAiLlmClient build() {
      return build(knownProfile().orElseGet(() -> ModelProfile.builder().build()), List.of());
    }
  }
}
