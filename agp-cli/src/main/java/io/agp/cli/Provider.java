package io.agp.cli;

import io.agp.Item;
import io.agp.concurrent.Futures;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.RetryGate;
import io.agp.llm.deepseek.DeepSeekLlmClient;
import io.agp.llm.openai.ChatClientBuilder;
import io.agp.llm.openai.ListedModel;
import io.agp.llm.openai.OpenAiLlmClient;
import io.agp.testkit.Catalogue;
import io.agp.testkit.SimulatedLlm;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
   * @param options which model, where, and how
   * @param known items whose facts the simulated model knows
   * @param seed the simulated model's seed
   * @param retries asked before a request is repeated
   */
  LlmClient open(ProviderOptions options, Collection<Item> known, long seed, RetryGate retries) {
    return switch (this) {
      case SIMULATED -> simulated(options, known, seed);
      case OPENAI -> openAi(options).retryGate(retries).build();
      case DEEPSEEK -> deepSeek(options).retryGate(retries).build();
    };
  }

  /** The id of the model that answers if none is named. */
  String defaultModel() {
    return switch (this) {
      case SIMULATED -> "simulated";
      case OPENAI -> "gpt-6-luna";
      case DEEPSEEK -> "deepseek-flash";
    };
  }

  private static LlmClient simulated(ProviderOptions options, Collection<Item> known, long seed) {
    if (options.model != null || options.server.baseUrl != null || options.effort != null) {
      throw new IllegalArgumentException(
          "--model, --effort and --base-url do not apply to --provider simulated");
    }
    return SimulatedLlm.builder().catalogue(Catalogue.of(known)).seed(seed).build();
  }

  /** The model with its provider, as journals name it; the provider's default if none is given. */
  String modelName(@Nullable String model) {
    return this == SIMULATED ? toString() : this + "/" + (model == null ? defaultModel() : model);
  }

  /** The models that the provider lists; it is asked without naming one of them. */
  List<ListedModel> models(ProviderOptions options, Deadline deadline) {
    switch (this) {
      case OPENAI -> {
        try (OpenAiLlmClient client = openAi(options).build()) {
          return Futures.await(client.listModels(deadline), deadline);
        }
      }
      case DEEPSEEK -> {
        try (DeepSeekLlmClient client = deepSeek(options).build()) {
          return Futures.await(client.listModels(deadline), deadline);
        }
      }
      default ->
          throw new IllegalArgumentException(
              "--provider must be openai or deepseek here, was " + this);
    }
  }

  private static OpenAiLlmClient.Builder openAi(ProviderOptions options) {
    return OPENAI.set(OpenAiLlmClient.builder(), options);
  }

  private static DeepSeekLlmClient.Builder deepSeek(ProviderOptions options) {
    return DEEPSEEK.set(DeepSeekLlmClient.builder().thinking(options.effort != null), options);
  }

  private <B extends ChatClientBuilder<B>> B set(B builder, ProviderOptions options) {
    builder
        .model(options.model == null ? defaultModel() : options.model)
        .catalogue(options.server.catalogue())
        .concurrency(options.concurrency);
    if (options.server.baseUrl != null) {
      builder.baseUrl(options.server.baseUrl);
    }
    effort(options).ifPresent(builder::reasoningEffort);
    keyVariable(options).ifPresent(variable -> builder.apiKey(key(variable)));
    return builder;
  }

  /** OpenAI's default model would reason about every ranking; who names a model decides. */
  private Optional<String> effort(ProviderOptions options) {
    return options.effort == null && options.model == null && this == OPENAI
        ? Optional.of("none")
        : Optional.ofNullable(options.effort);
  }

  /** A key is for its provider; another server gets one only if the user names it. */
  private Optional<String> keyVariable(ProviderOptions options) {
    return options.server.keyVariable != null || options.server.baseUrl != null
        ? Optional.ofNullable(options.server.keyVariable)
        : Optional.of(name() + "_API_KEY");
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
