package io.agp.cli;

import io.agp.Item;
import io.agp.concurrent.Futures;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.deepseek.DeepSeekLlmClient;
import io.agp.llm.openai.ListedModel;
import io.agp.llm.openai.OpenAiLlmClient;
import io.agp.testkit.Catalogue;
import io.agp.testkit.SimulatedLlm;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who answers. */
enum Provider {
  /** The testkit's simulated model; needs no key and no network. */
  SIMULATED,
  /** OpenAI, or any server that speaks its chat-completions protocol, which may need no key. */
  OPENAI,
  /** DeepSeek. */
  DEEPSEEK;

  /**
   * Opens a client.
   *
   * @param model the model's id, or {@code null} for the provider's default
   * @param baseUrl the server, or {@code null} for the provider's own
   * @param concurrency calls under way at once
   * @param known items whose facts the simulated model knows
   * @param seed the simulated model's seed
   */
  LlmClient open(
      @Nullable String model,
      @Nullable String baseUrl,
      int concurrency,
      Collection<Item> known,
      long seed) {
    return switch (this) {
      case SIMULATED -> simulated(model, baseUrl, known, seed);
      case OPENAI -> openAi(model, baseUrl, concurrency);
      case DEEPSEEK -> deepSeek(model, baseUrl, concurrency);
    };
  }

  /** The id of the model that answers if none is named. */
  String defaultModel() {
    return switch (this) {
      case SIMULATED -> "simulated";
      case OPENAI -> "gpt-4o-mini";
      case DEEPSEEK -> "deepseek-flash";
    };
  }

  private static LlmClient simulated(
      @Nullable String model, @Nullable String baseUrl, Collection<Item> known, long seed) {
    if (model != null || baseUrl != null) {
      throw new IllegalArgumentException(
          "--model and --base-url do not apply to --provider simulated");
    }
    return SimulatedLlm.builder().catalogue(Catalogue.of(known)).seed(seed).build();
  }

  /** The model with its provider, as journals name it; the provider's default if none is given. */
  String modelName(@Nullable String model) {
    return this == SIMULATED ? toString() : this + "/" + (model == null ? defaultModel() : model);
  }

  /** Lists are asked for without a model, but a client wants the name of one. */
  private static final String NO_MODEL = "models";

  /** The models that the provider lists. */
  List<ListedModel> models(@Nullable String baseUrl, Deadline deadline) {
    switch (this) {
      case OPENAI -> {
        try (OpenAiLlmClient client = openAi(NO_MODEL, baseUrl, 1)) {
          return Futures.await(client.listModels(deadline), deadline);
        }
      }
      case DEEPSEEK -> {
        try (DeepSeekLlmClient client = deepSeek(NO_MODEL, baseUrl, 1)) {
          return Futures.await(client.listModels(deadline), deadline);
        }
      }
      default ->
          throw new IllegalArgumentException(
              "--provider must be openai or deepseek here, was " + this);
    }
  }

  private static OpenAiLlmClient openAi(
      @Nullable String model, @Nullable String baseUrl, int concurrency) {
    OpenAiLlmClient.Builder builder =
        OpenAiLlmClient.builder()
            .model(model == null ? OPENAI.defaultModel() : model)
            .concurrency(concurrency);
    String key = baseUrl == null ? key("OPENAI_API_KEY") : System.getenv("OPENAI_API_KEY");
    if (key != null) {
      builder.apiKey(key);
    }
    if (baseUrl != null) {
      builder.baseUrl(baseUrl);
    }
    return builder.build();
  }

  private static DeepSeekLlmClient deepSeek(
      @Nullable String model, @Nullable String baseUrl, int concurrency) {
    DeepSeekLlmClient.Builder builder =
        DeepSeekLlmClient.builder()
            .apiKey(key("DEEPSEEK_API_KEY"))
            .model(model == null ? DEEPSEEK.defaultModel() : model)
            .concurrency(concurrency);
    if (baseUrl != null) {
      builder.baseUrl(baseUrl);
    }
    return builder.build();
  }

  private static String key(String variable) {
    String key = System.getenv(variable);
    if (key == null || key.isBlank()) {
      throw new LlmException.Authentication(
          "There is no key: set the environment variable " + variable, null);
    }
    return key;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
