package io.agp.cli;

import io.agp.llm.openai.ModelCatalogue;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a provider is asked, with which key, and what is known of its models. */
final class ServerOptions {
  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "A compatible server, for example http://localhost:8000/v1.")
  @Nullable String baseUrl;

  @Option(
      names = "--api-key-env",
      paramLabel = "NAME",
      description =
          "The environment variable with the key. Default: the provider's own, and none with"
              + " --base-url: a key is not sent to another server unless it is named here.")
  @Nullable String keyVariable;

  @Option(
      names = "--models",
      paramLabel = "FILE",
      description = "Models of your own, which go before those that are known; see agp models.")
  @Nullable Path models;

  /** How models are asked, and what they cost. */
  ModelCatalogue catalogue() {
    return models == null ? ModelCatalogue.bundled() : ModelCatalogue.load(models);
  }

  /** Takes what is not given here; a key is that of its server. */
  void takeOver(ServerOptions other) {
    models = models == null ? other.models : models;
    if (baseUrl == null) {
      baseUrl = other.baseUrl;
      keyVariable = keyVariable == null ? other.keyVariable : keyVariable;
    }
  }
}
