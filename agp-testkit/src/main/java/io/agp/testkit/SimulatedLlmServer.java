package io.agp.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server on this machine that speaks the chat-completions protocol and answers with any model, so
 * that clients of that protocol can be tested over real HTTP.
 *
 * <pre>{@code
 * try (SimulatedLlmServer server = SimulatedLlmServer.start(SimulatedLlm.of(1, catalogue))) {
 *   // point a client at server.baseUrl()
 * }
 * }</pre>
 *
 * <p>It answers {@code POST {baseUrl}/chat/completions}; other paths get 404, other methods 405, a
 * body that is no such request 400, a missing or wrong key 401 if one is required. A model's {@link
 * LlmException} becomes the status that providers use: a rate limit 429 with {@code Retry-After}
 * (one second unless the exception says otherwise), used up quota 429, a server error 503, a broken
 * connection 502, a timeout 504; a refusal and a truncated answer are completions that say so. Any
 * other exception is 500.
 *
 * <p>Thread-safe. It listens on the loopback address only, its threads are daemons, and {@link
 * #close()} ends it. The class sets the system property {@code sun.net.httpserver.nodelay}, unless
 * it is set.
 */
public final class SimulatedLlmServer implements AutoCloseable {
  private static final String BASE = "/v1";
  private static final String COMPLETIONS = BASE + "/chat/completions";

  static {
    // Read once, when the JDK's server is first used. Without it each answer on a kept connection
    // waits some 40 ms for the client's delayed acknowledgement of the headers.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final LlmClient model;
  private final Optional<String> apiKey;
  private final Duration delay;
  private final HttpServer http;
  private final ExecutorService threads;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<String> requests = new ArrayList<>();
  private final AtomicLong ids = new AtomicLong();

  private SimulatedLlmServer(Builder builder) {
    this.model = builder.model;
    this.apiKey = builder.apiKey;
    this.delay = builder.delay;
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "simulated-llm-server");
              thread.setDaemon(true);
              return thread;
            });
    try {
      this.http =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), builder.port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot listen on port " + builder.port, e);
    }
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  /**
   * Starts a server with the defaults: a free port, no key, no delay.
   *
   * @param model what answers
   * @return the running server
   * @throws UncheckedIOException if it cannot listen
   */
  public static SimulatedLlmServer start(LlmClient model) {
    return builder(model).start();
  }

  /**
   * Prepares a server.
   *
   * @param model what answers
   * @return a builder with the defaults
   */
  public static Builder builder(LlmClient model) {
    return new Builder(model);
  }

  /**
   * Where clients find it.
   *
   * @return for example {@code http://127.0.0.1:40123/v1}
   */
  public String baseUrl() {
    InetSocketAddress address = http.getAddress();
    String host = address.getAddress().getHostAddress();
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return "http://" + shown + ":" + address.getPort() + BASE;
  }

  /**
   * The bodies that were sent to the completions path, whatever became of them.
   *
   * @return the texts in the order in which they came; an immutable copy
   */
  public List<String> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /**
   * How many bodies were sent to the completions path.
   *
   * @return at least 0
   */
  public int requestCount() {
    synchronized (requests) {
      return requests.size();
    }
  }

  /** Stops listening and breaks off what is under way. A second call does nothing. */
  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String id = "sim-" + ids.incrementAndGet();
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      send(exchange, id, answer(exchange, id, body));
    }
  }

  private WireAnswer answer(HttpExchange exchange, String id, String body) {
    String path = exchange.getRequestURI().getPath();
    if (!path.equals(COMPLETIONS)) {
      return WireAnswer.error(
          404, "invalid_request_error", "unknown_url", "There is nothing at " + path);
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return WireAnswer.error(
          405, "invalid_request_error", "method_not_supported", "Only POST is answered here");
    }
    synchronized (requests) {
      requests.add(body);
    }
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (apiKey.isPresent() && !("Bearer " + apiKey.get()).equals(authorization)) {
      return WireAnswer.error(
          401, "authentication_error", "invalid_api_key", "The key is missing or wrong");
    }
    return complete(id, body);
  }

  private WireAnswer complete(String id, String body) {
    WireRequest asked;
    try {
      asked = WireRequest.read(body);
    } catch (IllegalArgumentException e) {
      return WireAnswer.error(400, "invalid_request_error", null, String.valueOf(e.getMessage()));
    }
    try {
      awaitDelay();
      return WireAnswer.of(id, asked.model(), model.complete(asked.request(), Deadline.none()));
    } catch (LlmException e) {
      return WireAnswer.failure(id, asked.model(), e);
    } catch (RuntimeException e) {
      return WireAnswer.error(500, "server_error", null, String.valueOf(e.getMessage()));
    }
  }

  private void awaitDelay() {
    try {
      if (!delay.isZero() && closed.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new LlmException.Cancelled("The server was closed", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LlmException.Cancelled("The server was closed", e);
    }
  }

  private static void send(HttpExchange exchange, String id, WireAnswer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("x-request-id", id);
    if (answer.retryAfter().isPresent()) {
      // The header holds whole seconds; a shorter wait must not become none.
      long seconds = (answer.retryAfter().get().toMillis() + 999) / 1000;
      exchange.getResponseHeaders().set("Retry-After", Long.toString(seconds));
    }
    exchange.sendResponseHeaders(answer.status(), body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /** Builds a {@link SimulatedLlmServer}. Not thread-safe. */
  public static final class Builder {
    private final LlmClient model;
    private Optional<String> apiKey = Optional.empty();
    private Duration delay = Duration.ZERO;
    private int port;

    private Builder(LlmClient model) {
      this.model = Objects.requireNonNull(model, "model");
    }

    /**
     * Requires a key, sent as {@code Authorization: Bearer …}; default: none is required.
     *
     * @param key the key; not blank
     * @return this builder
     * @throws IllegalArgumentException if the key is blank
     */
    public Builder apiKey(String key) {
      if (key.isBlank()) {
        throw new IllegalArgumentException("A required key must not be blank");
      }
      this.apiKey = Optional.of(key);
      return this;
    }

    /**
     * Sets how long each answer is held back; default: not at all.
     *
     * @param delay at least zero
     * @return this builder
     * @throws IllegalArgumentException if {@code delay} is negative
     */
    public Builder delay(Duration delay) {
      if (delay.isNegative()) {
        throw new IllegalArgumentException("delay must not be negative, was " + delay);
      }
      this.delay = delay;
      return this;
    }

    /**
     * Sets the port; default: 0, a free one.
     *
     * @param port 0..65535
     * @return this builder
     * @throws IllegalArgumentException if {@code port} is not within the range
     */
    public Builder port(int port) {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port must be within 0..65535, was " + port);
      }
      this.port = port;
      return this;
    }

    /**
     * Starts the server.
     *
     * @return the running server
     * @throws UncheckedIOException if it cannot listen
     */
    public SimulatedLlmServer start() {
      return new SimulatedLlmServer(this);
    }
  }
}
