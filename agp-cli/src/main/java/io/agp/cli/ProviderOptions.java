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
          "simulated, openai or deepseek. Keys come from OPENAI_API_KEY and DEEPSEEK_API_KEY."
              + " Default: simulated, or the run's.")
  @Nullable Provider provider;

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "The model's id. Default: gpt-4o-mini, deepseek-flash.")
  @Nullable String model;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "A compatible server, for example http://localhost:8000/v1.")
  @Nullable String baseUrl;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "16",
      description = "Users whose calls are under way at once. Default: ${DEFAULT-VALUE}.")
  int concurrency = 16;

  @Mixin BudgetOptions budget = new BudgetOptions();
  @Mixin RecordingOptions recording = new RecordingOptions();
}
