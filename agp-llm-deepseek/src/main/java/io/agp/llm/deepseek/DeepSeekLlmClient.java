package io.agp.llm.deepseek;

import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.openai.ChatClientBuilder;
import io.agp.llm.openai.ListedModel;
import io.agp.llm.openai.ModelProfile;
import io.agp.llm.openai.OpenAiLlmClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

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
 * sentence with the schema. The answer is checked against it. For DeepSeek's models on other
 * servers, use {@link OpenAiLlmClient}.
 *
 * <p>Thread-safe; one client serves a whole program. Close it to end the calls under way and to
 * free its connections.
 */
public final class DeepSeekLlmClient implements LlmClient, AutoCloseable {
  private final OpenAiLlmClient client;

  private DeepSeekLlmClient(OpenAiLlmClient client) {
    this.client = client;
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

  /**
   * Asks the service for its models, once and without retries.
   *
   * @param deadline when the list must be there
   * @return a future with the models in the service's order, or failed with an {@link
   *     LlmException}, or with an {@link IllegalStateException} if this client is closed
   */
  public CompletableFuture<List<ListedModel>> listModels(Deadline deadline) {
    return client.listModels(deadline);
  }

  /**
   * How often the listener threw; what it throws harms no call.
   *
   * @return the count
   */
  public long listenerFailures() {
    return client.listenerFailures();
  }

  /** The model and the host. */
  @Override
  public String toString() {
    return "DeepSeekLlmClient[" + client.target() + "]";
  }

  /**
   * Builds a {@link DeepSeekLlmClient}. Differs from {@link ChatClientBuilder} in defaults: the
   * service's own address, 32 requests at once, 10 minutes for an attempt, as long as the service
   * holds a request that it has not begun to work on, and 20 minutes for a call. The service
   * ignores a temperature while thinking, so the two together are refused; a reasoning effort needs
   * thinking. Not thread-safe.
   */
  public static final class Builder extends ChatClientBuilder<Builder> {
    private static final String BASE_URL = "https://api.deepseek.com";
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration TOTAL_TIMEOUT = Duration.ofMinutes(20);
    private static final int CONCURRENCY = 32;

    /**
     * The service's own models all know the switch, so one that is not known by its id does too.
     */
    private static final ModelProfile UNKNOWN =
        ModelProfile.builder()
            .schemaSupport(ModelProfile.SchemaSupport.JSON_OBJECT)
            .thinkingSwitch(true)
            .build();

    private boolean thinking;
    private boolean hasTemperature;
    private Optional<String> effort = Optional.empty();

    private Builder() {
      baseUrl(BASE_URL).concurrency(CONCURRENCY);
      attemptTimeout(ATTEMPT_TIMEOUT).totalTimeout(TOTAL_TIMEOUT);
    }

    @Override
    protected Builder self() {
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

    @Override
    public Builder temperature(double temperature) {
      hasTemperature = true;
      return super.temperature(temperature);
    }

    @Override
    public Builder reasoningEffort(String effort) {
      this.effort = Optional.of(effort);
      return super.reasoningEffort(effort);
    }

    /**
     * Builds the client.
     *
     * @return the client
     * @throws IllegalArgumentException if values break their rules, the key or the model is
     *     missing, or a value does not go with {@link #thinking}; the message tells of all of it,
     *     and never holds the key
     */
    public DeepSeekLlmClient build() {
      return new DeepSeekLlmClient(build(profile(), problems()));
    }

    private List<String> problems() {
      List<String> problems = new ArrayList<>();
      if (thinking && hasTemperature) {
        problems.add("temperature has no effect with thinking(true)");
      }
      if (!thinking && effort.isPresent()) {
        problems.add("reasoningEffort needs thinking(true), was " + effort.get());
      }
      if (thinking && !knownProfile().orElse(UNKNOWN).thinkingSwitch()) {
        problems.add("thinking(true) needs a model that it can be switched for, see ModelProfile");
      }
      return problems;
    }

    private ModelProfile profile() {
      ModelProfile known = knownProfile().orElse(UNKNOWN);
      return known.thinkingSwitch()
          ? known
              .newBuilder()
              .extraField("thinking", Map.of("type", thinking ? "enabled" : "disabled"))
              .build()
          : known;
    }
  }
}
