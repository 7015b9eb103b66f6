package io.agp.llm.openai;

import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Chat completions of OpenAI, or of any server that speaks its protocol (set {@link
 * Builder#baseUrl}).
 *
 * <pre>{@code
 * LlmClient llm = OpenAiLlmClient.builder()
 *     .apiKey(System.getenv("OPENAI_API_KEY"))
 *     .model("gpt-4o-mini")
 *     .build();
 * }</pre>
 *
 * <p>A call is tried up to {@link Builder#maxAttempts} times where a repetition can help: after
 * rate limits, failures of the server and of the connection, and empty answers. Between attempts it
 * waits, at least as long as the server asks for. The deadline covers all of it: waiting for a free
 * place, attempts, and the waits between them.
 *
 * <p>Thread-safe; one client serves a whole program. No thread is held while a call waits, and all
 * threads are daemons. Close it to end the calls under way and to free its connections.
 */
public final class OpenAiLlmClient implements LlmClient, AutoCloseable {
  /** OpenAI's address. */
  static final String DEFAULT_BASE_URL = "https://api.openai.com/v1";

  private final String name;
  private final RequestWriter writer;
  private final OkHttpClient http;
  private final ExecutorService executor;
  private final Timer timer = new Timer();
  private final CompletionCall.Shared shared;
  private final Set<CompletionCall> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private OpenAiLlmClient(Builder builder, HttpUrl url, ApiKey key, ModelProfile profile) {
    this.name = builder.model + " at " + url.host();
    this.writer =
        new RequestWriter(builder.model, profile, builder.temperature, builder.reasoningEffort);
    this.executor = Executors.newCachedThreadPool(new DaemonThreads("agp-llm"));
    this.http =
        HttpClients.create(
            executor, builder.concurrency, builder.attemptTimeout(profile), url.isHttps());
    Failures failures = new Failures(name, key, builder.clock);
    this.shared =
        new CompletionCall.Shared(
            new ChatEndpoint(http, url, key, failures),
            new FairPermits(builder.concurrency),
            new RetryPolicy(builder.maxAttempts, new Backoff(builder.random())),
            builder.sleeper == null ? timer : builder.sleeper,
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
   * @param request the conversation. Its schema is sent as far as the {@link ModelProfile} allows;
   *     the answer is not checked against it
   * @param deadline when the answer must be there
   * @return a future with the answer, or failed with an {@link LlmException}, or with an {@link
   *     IllegalStateException} if this client is closed. Cancelling it closes the connection
   */
  @Override
  public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(deadline, "deadline");
    if (deadline.hasPassed()) {
      return CompletableFuture.failedFuture(
          shared.endpoint().failures().deadlinePassed("starting", 0));
    }
    try {
      return start(new CompletionCall(shared, writer.write(request), deadline));
    } catch (LlmException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * The blocking twin of {@link #completeAsync}.
   *
   * @throws IllegalStateException if this client is closed
   */
  @Override
  public LlmResponse complete(LlmRequest request, Deadline deadline) {
    // The call itself keeps the deadline, and its exception knows what it was waiting for.
    LlmClient untimed = (asked, none) -> completeAsync(asked, deadline);
    return untimed.complete(request, Deadline.none());
  }

  /** Adds the call first and looks at {@code closed} then: {@link #close} does the reverse. */
  private CompletableFuture<LlmResponse> start(CompletionCall call) {
    calls.add(call);
    call.result().whenComplete((answer, failure) -> calls.remove(call));
    if (closed) {
      call.result()
          .completeExceptionally(new IllegalStateException("The client is closed: " + this));
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

  /** The model and the host. */
  @Override
  public String toString() {
    return "OpenAiLlmClient[" + name + "]";
  }

  FairPermits permits() {
    return shared.permits();
  }

  /**
   * Completes futures on threads of the client's own: what a caller chains to a future must hold
   * neither the timer nor a place of the HTTP client's.
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
  public static final class Builder {
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration REASONING_ATTEMPT_TIMEOUT = Duration.ofMinutes(10);

    private boolean hasApiKey;
    private @Nullable String apiKey;
    private String model = "";
    private String baseUrl = DEFAULT_BASE_URL;
    private boolean allowInsecureHttp;
    private OptionalDouble temperature = OptionalDouble.empty();
    private Optional<String> reasoningEffort = Optional.empty();
    private int maxAttempts = 4;
    private @Nullable Duration attemptTimeout;
    private int concurrency = 16;
    private @Nullable ModelProfile profile;
    private OptionalLong seed = OptionalLong.empty();
    private Clock clock = Clock.systemUTC();
    private @Nullable Sleeper sleeper;

    private Builder() {}

    /**
     * Sets the key. OpenAI wants one; a server of your own may do without, then leave this out.
     *
     * @param apiKey printable ASCII characters without spaces. {@code null} is allowed here so that
     *     an unset environment variable is told of at {@link #build}
     * @return this builder
     */
    public Builder apiKey(@Nullable String apiKey) {
      this.hasApiKey = true;
      this.apiKey = apiKey;
      return this;
    }

    /**
     * Sets the model; there is no default.
     *
     * @param model the provider's id of the model
     * @return this builder
     */
    public Builder model(String model) {
      this.model = Objects.requireNonNull(model, "model");
      return this;
    }

    /**
     * Sets the address that {@code /chat/completions} is added to; default {@code
     * https://api.openai.com/v1}.
     *
     * @param baseUrl https, or http for a loopback address; no user info, query or fragment
     * @return this builder
     */
    public Builder baseUrl(String baseUrl) {
      this.baseUrl = Objects.requireNonNull(baseUrl, "baseUrl");
      return this;
    }

    /**
     * Allows http for any host, for a server in a trusted network: key and prompts can be read on
     * the way. Default {@code false}.
     *
     * @param allow whether to allow it
     * @return this builder
     */
    public Builder allowInsecureHttp(boolean allow) {
      this.allowInsecureHttp = allow;
      return this;
    }

    /**
     * Sets the temperature; default: the model's own.
     *
     * @param temperature 0..2; some models do not take one, see {@link ModelProfile}
     * @return this builder
     */
    public Builder temperature(double temperature) {
      this.temperature = OptionalDouble.of(temperature);
      return this;
    }

    /**
     * Sets how much a reasoning model thinks; default: the model's own.
     *
     * @param effort a word the model knows, for example {@code low}
     * @return this builder
     */
    public Builder reasoningEffort(String effort) {
      this.reasoningEffort = Optional.of(effort);
      return this;
    }

    /**
     * Bounds the requests sent for one call; default 4.
     *
     * @param maxAttempts 1..10
     * @return this builder
     */
    public Builder maxAttempts(int maxAttempts) {
      this.maxAttempts = maxAttempts;
      return this;
    }

    /**
     * Bounds the time of one attempt, from connecting to the end of the answer; default 2 minutes,
     * or 10 minutes for a model that reasons.
     *
     * @param timeout more than zero, at most a day
     * @return this builder
     */
    public Builder attemptTimeout(Duration timeout) {
      this.attemptTimeout = Objects.requireNonNull(timeout, "timeout");
      return this;
    }

    /**
     * Bounds the requests under way at once, blocking and asynchronous calls together; further ones
     * wait in order. Default 16.
     *
     * @param requests 1..10000
     * @return this builder
     */
    public Builder concurrency(int requests) {
      this.concurrency = requests;
      return this;
    }

    /**
     * Sets how the model wants to be asked; default {@link ModelProfile#forModel}.
     *
     * @param profile the profile
     * @return this builder
     */
    public Builder profile(ModelProfile profile) {
      this.profile = Objects.requireNonNull(profile, "profile");
      return this;
    }

    /**
     * Makes the random part of the waits between attempts repeatable; default: it differs from
     * client to client, so that many do not come back at once.
     *
     * @param seed the seed
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = OptionalLong.of(seed);
      return this;
    }

    /** The clock that HTTP dates are compared with, for tests. */
    Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** The waits between attempts, for tests. */
    Builder sleeper(Sleeper sleeper) {
      this.sleeper = sleeper;
      return this;
    }

    /**
     * Builds the client.
     *
     * @return the client
     * @throws IllegalArgumentException if a value breaks its rule, the model is missing or does not
     *     take a value set, or the key is missing; the message never holds the key
     */
    public OpenAiLlmClient build() {
      HttpUrl url = BaseUrl.completions(baseUrl, allowInsecureHttp);
      require(!model.isBlank(), "model must be set and not blank, was \"" + model + "\"");
      require(
          maxAttempts >= 1 && maxAttempts <= 10, "maxAttempts must be 1..10, was " + maxAttempts);
      require(
          concurrency >= 1 && concurrency <= 10_000,
          "concurrency must be 1..10000, was " + concurrency);
      ModelProfile used = profile == null ? ModelProfile.forModel(model) : profile;
      checkAttemptTimeout(attemptTimeout(used));
      checkReasoningEffort(used);
      checkTemperature(used);
      return new OpenAiLlmClient(this, url, key(url), used);
    }

    private ApiKey key(HttpUrl url) {
      boolean optional = !url.host().endsWith("openai.com");
      return !hasApiKey && optional ? ApiKey.NONE : ApiKey.of(apiKey);
    }

    private Duration attemptTimeout(ModelProfile used) {
      if (attemptTimeout != null) {
        return attemptTimeout;
      }
      return used.reasons() ? REASONING_ATTEMPT_TIMEOUT : ATTEMPT_TIMEOUT;
    }

    private Random random() {
      return seed.isPresent() ? new Random(seed.getAsLong()) : new Random();
    }

    private static void checkAttemptTimeout(Duration timeout) {
      require(
          timeout.compareTo(Duration.ofMillis(1)) >= 0
              && timeout.compareTo(Duration.ofDays(1)) <= 0,
          "attemptTimeout must be 1 ms to 1 day, was " + timeout);
    }

    private void checkReasoningEffort(ModelProfile used) {
      String effort = reasoningEffort.orElse("unset");
      require(!effort.isBlank(), "reasoningEffort must not be blank");
      require(
          used.reasoningEffort() || reasoningEffort.isEmpty(),
          "reasoningEffort is not taken by " + model + ", was " + effort);
    }

    private void checkTemperature(ModelProfile used) {
      if (temperature.isEmpty()) {
        return;
      }
      double value = temperature.getAsDouble();
      require(value >= 0 && value <= 2, "temperature must be 0..2, was " + value);
      require(
          used.temperature() != ModelProfile.Temperature.NOT_ALLOWED,
          "temperature is not taken by " + model + ", was " + value);
      require(
          used.temperature() == ModelProfile.Temperature.ALLOWED
              || reasoningEffort.filter("none"::equals).isPresent(),
          "temperature is taken by " + model + " only with reasoningEffort \"none\", was " + value);
    }

    private static void require(boolean rule, String message) {
      if (!rule) {
        throw new IllegalArgumentException(message);
      }
    }
  }
}
