package io.agp.llm.openai;

import io.agp.llm.CallTimer;
import io.agp.llm.LlmException;
import io.agp.llm.LlmListener;
import io.agp.llm.RetryGate;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * What the builders of all chat-completions clients have in common. Nothing is checked before
 * {@code build()}, which tells of all problems at once. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract class ChatClientBuilder<B extends ChatClientBuilder<B>> {
  final Values values = new Values();

  /** For the builders of providers. */
  protected ChatClientBuilder() {}

  /** What was set. */
  static final class Values {
    boolean hasApiKey;
    @Nullable String apiKey;
    @Nullable Supplier<String> apiKeySupplier;
    Optional<String> organisation = Optional.empty();
    String model = "";
    @Nullable ModelProfile profile;
    ModelCatalogue catalogue = ModelCatalogue.bundled();
    RequestTags tags = new RequestTags();
    LlmListener listener = new LlmListener() {};
    String baseUrl = OpenAiLlmClient.DEFAULT_BASE_URL;
    boolean allowInsecureHttp;
    OptionalDouble temperature = OptionalDouble.empty();
    Optional<String> reasoningEffort = Optional.empty();
    int maxAttempts = 4;
    int maxAmbiguousRetries = 1;
    int retryBudget = 500;
    RetryGate retryGate = request -> Optional.empty();
    Duration maxRetryAfter = Duration.ofMinutes(2);
    Duration connectTimeout = Duration.ofSeconds(10);
    @Nullable Duration attemptTimeout;
    @Nullable Duration totalTimeout;
    int concurrency = 16;
    OptionalLong requestsPerMinute = OptionalLong.empty();
    OptionalLong tokensPerMinute = OptionalLong.empty();
    @Nullable RateLimits rateLimits;
    @Nullable Proxy proxy;
    @Nullable OkHttpClient httpClient;
    @Nullable CallTimer timer;
    OptionalLong seed = OptionalLong.empty();
  }

  /**
   * This builder.
   *
   * @return this
   */
  protected abstract B self();

  /**
   * Checks all that was set, and builds the client.
   *
   * @param profile how the model wants to be asked
   * @param problems what the provider's own builder found wrong; each names value and rule
   * @return the client
   * @throws IllegalArgumentException if there is a problem, with all of them in its message
   */
  protected final OpenAiLlmClient build(ModelProfile profile, List<String> problems) {
    return new OpenAiLlmClient(Setup.of(values, profile, problems));
  }

  /**
   * The profile that was set, or else what the catalogue has for the model.
   *
   * @return the profile; empty for a model that nothing is known of
   */
  protected final Optional<ModelProfile> knownProfile() {
    return values.profile == null
        ? values.catalogue.find(values.model)
        : Optional.of(values.profile);
  }

  /**
   * Sets how the model wants to be asked; default: what the {@link #catalogue} says.
   *
   * @param profile the profile
   * @return this builder
   */
  public B profile(ModelProfile profile) {
    values.profile = Objects.requireNonNull(profile, "profile");
    return self();
  }

  /**
   * Sets the table that the model is looked up in; default {@link ModelCatalogue#bundled()}.
   *
   * @param catalogue the table
   * @return this builder
   */
  public B catalogue(ModelCatalogue catalogue) {
    values.catalogue = Objects.requireNonNull(catalogue, "catalogue");
    return self();
  }

  /**
   * Sets who is told of calls; default: nobody. What a listener throws is counted, see {@link
   * OpenAiLlmClient#listenerFailures}, and its first failure is logged.
   *
   * @param listener the listener
   * @return this builder
   */
  public B listener(LlmListener listener) {
    values.listener = Objects.requireNonNull(listener, "listener");
    return self();
  }

  /**
   * Sends the key as the whole value of a header of this name, as gateways in Azure's manner want
   * it; default {@code Authorization} with {@code Bearer}.
   *
   * @param name the header's name, for example {@code api-key}
   * @return this builder
   */
  public B apiKeyHeader(String name) {
    values.tags.apiKeyHeader(name);
    return self();
  }

  /**
   * Sends a header with every request, for example the name of a run, for gateways that bill by it;
   * default none. Not for secrets: the value may be logged by others.
   *
   * @param name the header's name; not one that the client writes itself
   * @param value printable ASCII characters
   * @return this builder
   */
  public B header(String name, String value) {
    values.tags.header(name, value);
    return self();
  }

  /**
   * Sends the call's {@link io.agp.llm.LlmRole} in lower case as a header; default: it is not sent.
   *
   * @param name the header's name
   * @return this builder
   */
  public B roleHeader(String name) {
    values.tags.roleHeader(name);
    return self();
  }

  /**
   * Sends a hash of the call's user as a header, where the request names one; default: nothing of
   * the user is sent. The hash is the HMAC-SHA-256 of the id in UTF-8, in 64 hexadecimal digits:
   * ids are few enough that a hash without a secret could be turned back.
   *
   * @param name the header's name
   * @param secret what the hash is keyed with; at least 16 bytes; copied
   * @return this builder
   */
  public B userHeader(String name, byte[] secret) {
    values.tags.userHeader(name, secret);
    return self();
  }

  /**
   * Adds a parameter to the address of every request, for example {@code api-version}; default
   * none. Not for secrets.
   *
   * @param name the parameter's name; not blank
   * @param value its value
   * @return this builder
   */
  public B queryParameter(String name, String value) {
    values.tags.queryParameter(name, value);
    return self();
  }

  /**
   * Sets the key. Providers want one; a server of your own may do without, then leave this out.
   *
   * @param apiKey printable ASCII characters without spaces. {@code null} is allowed here so that
   *     an unset environment variable is told of when the client is built
   * @return this builder
   */
  public B apiKey(@Nullable String apiKey) {
    values.hasApiKey = true;
    values.apiKey = apiKey;
    return self();
  }

  /**
   * Sets a source of keys, which is asked before each request, so that a key can be changed while
   * the client runs; it takes the place of {@link #apiKey}. If it throws, or gives what can be no
   * key, the call fails with {@link LlmException.Authentication}.
   *
   * @param supplier thread-safe, and quick: it must not wait for another machine
   * @return this builder
   */
  public B apiKeySupplier(Supplier<String> supplier) {
    values.apiKeySupplier = Objects.requireNonNull(supplier, "supplier");
    return self();
  }

  /**
   * Sets the model; there is no default.
   *
   * @param model the provider's id of the model
   * @return this builder
   */
  public B model(String model) {
    values.model = Objects.requireNonNull(model, "model");
    return self();
  }

  /**
   * Sets the address that {@code /chat/completions} is added to; default: the provider's own.
   *
   * @param baseUrl https, or http for a loopback address; no user info, query or fragment
   * @return this builder
   */
  public B baseUrl(String baseUrl) {
    values.baseUrl = Objects.requireNonNull(baseUrl, "baseUrl");
    return self();
  }

  /**
   * Allows http for any host, for a server in a trusted network: key and prompts can be read on the
   * way. Default {@code false}.
   *
   * @param allow whether to allow it
   * @return this builder
   */
  public B allowInsecureHttp(boolean allow) {
    values.allowInsecureHttp = allow;
    return self();
  }

  /**
   * Sets the temperature; default: the model's own.
   *
   * @param temperature 0..2; some models do not take one, see {@link ModelProfile}
   * @return this builder
   */
  public B temperature(double temperature) {
    values.temperature = OptionalDouble.of(temperature);
    return self();
  }

  /**
   * Sets how much a reasoning model thinks; default: the model's own.
   *
   * @param effort a word the model knows, for example {@code low}
   * @return this builder
   */
  public B reasoningEffort(String effort) {
    values.reasoningEffort = Optional.of(effort);
    return self();
  }

  /**
   * Bounds the requests sent for one call; default 4.
   *
   * @param maxAttempts 1..10
   * @return this builder
   */
  public B maxAttempts(int maxAttempts) {
    values.maxAttempts = maxAttempts;
    return self();
  }

  /**
   * Bounds how often one call is repeated after a request that was sent in full and got no complete
   * answer: the provider may bill each. Default 1; what happened is in the log of attempts.
   *
   * @param retries 0..9
   * @return this builder
   */
  public B maxAmbiguousRetries(int retries) {
    values.maxAmbiguousRetries = retries;
    return self();
  }

  /**
   * Sets what all calls together may spend on retries while a server is down; then each fails after
   * its first request. A retry costs 5, after a timeout or a lost answer 10; a call that succeeds
   * gives the cost of its retries back, or 1 if it had none. Default 500.
   *
   * @param tokens 0..1000000; it starts full
   * @return this builder
   */
  public B retryBudget(int tokens) {
    values.retryBudget = tokens;
    return self();
  }

  /**
   * Sets who is asked before a request is repeated, so that a limit on requests or money holds on
   * the wire; default: nobody. What it throws ends the call.
   *
   * @param gate the gate, for example {@link io.agp.llm.Ledger#retries()}
   * @return this builder
   */
  public B retryGate(RetryGate gate) {
    values.retryGate = Objects.requireNonNull(gate, "gate");
    return self();
  }

  /**
   * Sets the longest wait a server may ask for; a call asked for more fails at once, with the wait
   * in its exception. Default 2 minutes.
   *
   * @param longest 0 to a day
   * @return this builder
   */
  public B maxRetryAfter(Duration longest) {
    values.maxRetryAfter = Objects.requireNonNull(longest, "longest");
    return self();
  }

  /**
   * Bounds the time to connect, per address of the host; default 10 seconds.
   *
   * @param timeout 1 ms to a day
   * @return this builder
   */
  public B connectTimeout(Duration timeout) {
    values.connectTimeout = Objects.requireNonNull(timeout, "timeout");
    return self();
  }

  /**
   * Bounds the time of one attempt, from connecting to the end of the answer; default 2 minutes, or
   * 10 minutes where a model may reason.
   *
   * @param timeout 1 ms to a day
   * @return this builder
   */
  public B attemptTimeout(Duration timeout) {
    values.attemptTimeout = Objects.requireNonNull(timeout, "timeout");
    return self();
  }

  /**
   * Bounds a whole call, for callers whose deadline is later or none: waiting for a place and for
   * the rate limit, attempts, and the waits between them. Default 10 minutes, or 20 minutes where a
   * model may reason.
   *
   * @param timeout 1 ms to a day
   * @return this builder
   */
  public B totalTimeout(Duration timeout) {
    values.totalTimeout = Objects.requireNonNull(timeout, "timeout");
    return self();
  }

  /**
   * Bounds the requests under way at once, blocking and asynchronous calls together; further ones
   * wait in order. While the server says that it is overloaded the bound is halved, down to one,
   * and grows again with successes. Default 16.
   *
   * @param requests 1..10000
   * @return this builder
   */
  public B concurrency(int requests) {
    values.concurrency = requests;
    return self();
  }

  /**
   * Bounds the requests sent in a minute, retries included; bursts are bounded to two seconds'
   * worth. Default: what the server's headers say, else none. Clients with the same key do not know
   * of each other unless they are given the same {@link #rateLimits}.
   *
   * @param requests at least 1
   * @return this builder
   */
  public B requestsPerMinute(long requests) {
    values.requestsPerMinute = OptionalLong.of(requests);
    return self();
  }

  /**
   * Bounds the tokens of prompts and answers in a minute. Each request is counted with an estimate
   * first, and with the tokens reported once they are known; one whose estimate is larger than the
   * bound is not sent. Default: what the server's headers say, else none.
   *
   * @param tokens at least 1
   * @return this builder
   */
  public B tokensPerMinute(long tokens) {
    values.tokensPerMinute = OptionalLong.of(tokens);
    return self();
  }

  /**
   * Shares the rate limits of a key with other clients; they take the place of {@link
   * #requestsPerMinute} and {@link #tokensPerMinute}, which must not be set beside them. Default:
   * limits of this client's own.
   *
   * @param limits the limits, of the same key and model
   * @return this builder
   */
  public B rateLimits(RateLimits limits) {
    values.rateLimits = Objects.requireNonNull(limits, "limits");
    return self();
  }

  /**
   * Sets a proxy; default: that of the system properties.
   *
   * @param proxy the proxy; one for plain http can read key and prompts
   * @return this builder
   */
  public B proxy(Proxy proxy) {
    values.proxy = Objects.requireNonNull(proxy, "proxy");
    return self();
  }

  /**
   * Sets the HTTP client to derive this one from, for interceptors, certificates or DNS of your
   * own. Redirects and its own retries are off in the derived one, and threads and connections are
   * its own. With interceptors, blocking calls do not send on the caller's thread, since those may
   * not heed an interrupt or the deadline.
   *
   * @param client the client; it stays as it is
   * @return this builder
   */
  public B httpClient(OkHttpClient client) {
    values.httpClient = Objects.requireNonNull(client, "client");
    return self();
  }

  /**
   * Sets the time that backoff, rate limits and HTTP dates go by, for tests; default: the real one.
   * Deadlines and timeouts of the connection go by the real time always.
   *
   * @param timer the time
   * @return this builder
   */
  public B timer(CallTimer timer) {
    values.timer = Objects.requireNonNull(timer, "timer");
    return self();
  }

  /**
   * Makes the random part of the waits between attempts repeatable; default: it differs from client
   * to client, so that many do not come back at once.
   *
   * @param seed the seed
   * @return this builder
   */
  public B seed(long seed) {
    values.seed = OptionalLong.of(seed);
    return self();
  }
}
