package io.agp.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model answers. */
final class ProviderOptions {
  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description =
          "simulated, openai or deepseek. Their keys are in the environment variables"
              + " OPENAI_API_KEY and DEEPSEEK_API_KEY."
              + " Default: simulated, or the run's.")
  @Nullable Provider provider;

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "The model's id. Default: gpt-6-luna with --effort none, deepseek-flash.")
  @Nullable String model;

  @Option(
      names = "--effort",
      paramLabel = "WORD",
      description =
          "How much the model reasons, for those that do, such as none, low or high; makes DeepSeek"
              + " think. Default: the provider's own; DeepSeek does not think.")
  @Nullable String effort;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "16",
      description = "Users whose calls are under way at once. Default: ${DEFAULT-VALUE}.")
  int concurrency = 16;

  @Mixin ServerOptions server = new ServerOptions();
  @Mixin BudgetOptions budget = new BudgetOptions();
  @Mixin RecordingOptions recording = new RecordingOptions();
}
