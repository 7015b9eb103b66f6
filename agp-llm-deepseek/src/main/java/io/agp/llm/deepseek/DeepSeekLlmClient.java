package io.agp.llm.deepseek;

import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.openai.ModelProfile;
import io.agp.llm.openai.OpenAiLlmClient;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Chat completions of DeepSeek.
 *
 * <pre>{@code
 * LlmClient llm = DeepSeekLlmClient.builder()
 *     .apiKey(System.getenv("DEEPSEEK_API_KEY"))
 *     .model("deepseek-flash")
 *     .build();
 * }</pre>
 *
 * <p>Retries, waits, errors and limits are those of {@link OpenAiLlmClient}. What differs is said
 * here: thinking is off unless {@link Builder#thinking} turns it on, and a schema is asked for as
 * "a JSON object", as the service knows no schemas; where no message says "JSON", the client adds a
 * sentence with the schema. For DeepSeek's models on other servers, use {@link OpenAiLlmClient}.
 *
 * <p>Thread-safe; one client serves a whole program. Close it to end the calls under way and to
 * free its connections.
 */
public final class DeepSeekLlmClient implements LlmClient, AutoCloseable {
  private final OpenAiLlmClient client;
  private final String model;

  private DeepSeekLlmClient(OpenAiLlmClient client, String model) {
    this.client = client;
    this.model = model;
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
   * @param request the conversation
   * @param deadline when the answer must be there. While the service is busy it can hold a request
   *     for minutes
   * @return a future with the answer, or failed with an {@link LlmException}, or with an {@link
   *     IllegalStateException} if this client is closed. Cancelling it closes the connection
   */
  @Override
  public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
    return client.completeAsync(request, deadline);
  }

  /**
   * The blocking twin of {@link #completeAsync}.
   *
   * @throws IllegalStateException if this client is closed
   */
  @Override
  public LlmResponse complete(LlmRequest request, Deadline deadline) {
    return client.complete(request, deadline);
  }

  /**
   * Ends the calls under way with {@link LlmException.Cancelled} and frees threads and connections.
   * Later calls fail. Closing twice does nothing.
   */
  @Override
  public void close() {
    client.close();
  }

  /** The model. */
  @Override
  public String toString() {
    return "DeepSeekLlmClient[" + model + "]";
  }

  /** Builds a {@link DeepSeekLlmClient}. Not thread-safe. */
  public static final class Builder {
    private static final String BASE_URL = "https://api.deepseek.com";
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofMinutes(10);
    private static final int CONCURRENCY = 32;

    private final OpenAiLlmClient.Builder client =
        OpenAiLlmClient.builder()
            .baseUrl(BASE_URL)
            .attemptTimeout(ATTEMPT_TIMEOUT)
            .concurrency(CONCURRENCY);
    private @Nullable String apiKey;
    private String model = "";
    private boolean thinking;
    private OptionalDouble temperature = OptionalDouble.empty();
    private Optional<String> reasoningEffort = Optional.empty();

    private Builder() {}

    /**
     * Sets the key; there is no default.
     *
     * @param apiKey printable ASCII characters without spaces. {@code null} is allowed here so that
     *     an unset environment variable is told of at {@link #build}
     * @return this builder
     */
    public Builder apiKey(@Nullable String apiKey) {
      this.apiKey = apiKey;
      return this;
    }

    /**
     * Sets the model; there is no default.
     *
     * @param model the service's id of the model, for example {@code deepseek-flash}
     * @return this builder
     */
    public Builder model(String model) {
      this.model = Objects.requireNonNull(model, "model");
      return this;
    }

    /**
     * Lets the model think before it answers; default {@code false}. The thoughts cost output
     * tokens and are never part of the answer's text.
     *
     * @param thinking whether to think
     * @return this builder
     */
    public Builder thinking(boolean thinking) {
      this.thinking = thinking;
      return this;
    }

    /**
     * Sets how much the model thinks; default: the model's own. Needs {@link #thinking}.
     *
     * @param effort a word the model knows, for example {@code low}
     * @return this builder
     */
    public Builder reasoningEffort(String effort) {
      this.reasoningEffort = Optional.of(effort);
      return this;
    }

    /**
     * Sets the temperature; default: the model's own. The service ignores it while thinking, so the
     * two together are refused.
     *
     * @param temperature 0..2
     * @return this builder
     */
    public Builder temperature(double temperature) {
      this.temperature = OptionalDouble.of(temperature);
      return this;
    }

    /**
     * Sets the address that {@code /chat/completions} is added to; default {@code
     * https://api.deepseek.com}.
     *
     * @param baseUrl https, or http for a loopback address; no user info, query or fragment
     * @return this builder
     */
    public Builder baseUrl(String baseUrl) {
      client.baseUrl(baseUrl);
      return this;
    }

    /**
     * Allows http for any host, for a gateway in a trusted network: key and prompts can be read on
     * the way. Default {@code false}.
     *
     * @param allow whether to allow it
     * @return this builder
     */
    public Builder allowInsecureHttp(boolean allow) {
      client.allowInsecureHttp(allow);
      return this;
    }

    /**
     * Bounds the requests sent for one call; default 4.
     *
     * @param maxAttempts 1..10
     * @return this builder
     */
    public Builder maxAttempts(int maxAttempts) {
      client.maxAttempts(maxAttempts);
      return this;
    }

    /**
     * Bounds the time of one attempt; default 10 minutes, as long as the service holds a request
     * that it has not begun to work on.
     *
     * @param timeout more than zero, at most a day
     * @return this builder
     */
    public Builder attemptTimeout(Duration timeout) {
      client.attemptTimeout(timeout);
      return this;
    }

    /**
     * Bounds the requests under way at once, blocking and asynchronous calls together; further ones
     * wait in order. Default 32.
     *
     * @param requests 1..10000
     * @return this builder
     */
    public Builder concurrency(int requests) {
      client.concurrency(requests);
      return this;
    }

    /**
     * Makes the random part of the waits between attempts repeatable; default: it differs from
     * client to client.
     *
     * @param seed the seed
     * @return this builder
     */
    public Builder seed(long seed) {
      client.seed(seed);
      return this;
    }

    /**
     * Builds the client.
     *
     * @return the client
     * @throws IllegalArgumentException if a value breaks its rule, the key or the model is missing,
     *     or a value does not go with {@link #thinking}; the message never holds the key
     */
    public DeepSeekLlmClient build() {
      checkThinking();
      temperature.ifPresent(client::temperature);
      reasoningEffort.ifPresent(client::reasoningEffort);
      OpenAiLlmClient built = client.apiKey(apiKey).model(model).profile(profile()).build();
      return new DeepSeekLlmClient(built, model);
    }

    private void checkThinking() {
      if (thinking && temperature.isPresent()) {
        throw new IllegalArgumentException(
            "temperature has no effect with thinking(true), was " + temperature.getAsDouble());
      }
      if (!thinking && reasoningEffort.isPresent()) {
        throw new IllegalArgumentException(
            "reasoningEffort needs thinking(true), was " + reasoningEffort.get());
      }
    }

    private ModelProfile profile() {
      return ModelProfile.builder()
          .schemaSupport(ModelProfile.SchemaSupport.JSON_OBJECT)
          .extraField("thinking", Map.of("type", thinking ? "enabled" : "disabled"))
          .build();
    }
  }
}
