package io.agp.cli;

import io.agp.llm.Deadline;
import io.agp.llm.openai.ListedModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how models are asked and when they go. */
@Command(
    name = "models",
    description = {
      "Says how models are asked, as far as they are known, and which of them are shut down.",
      "With --provider it asks the provider for its list of models, with the provider's key."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  agp models",
      "  agp models --models my-models.json --json models.json",
      "  agp models --provider openai",
      "  agp models --provider openai --base-url http://localhost:8000/v1"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a bug",
      "2:bad usage or input",
      "3:the provider failed or refused the key"
    })
final class ModelsCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "Also ask openai or deepseek for the models it has. Default: ask nobody.")
  @Nullable Provider provider;

  @Mixin ServerOptions server = new ServerOptions();

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the tables as JSON.")
  @Nullable Path json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  private final Clock clock;

  ModelsCommand() {
    this(Clock.systemUTC());
  }

  ModelsCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if (server.baseUrl != null && provider == null) {
      throw new IllegalArgumentException("--base-url needs --provider openai or deepseek");
    }
    ModelTables tables = new ModelTables(server.catalogue(), LocalDate.now(clock));
    PrintWriter out = spec.commandLine().getOut();
    tables.printKnown(out);
    Optional<List<ListedModel>> listed = Optional.ofNullable(provider).map(this::listed);
    listed.ifPresent(models -> tables.printListed(models, out));
    out.flush();
    if (json != null) {
      Map<String, Object> written = new LinkedHashMap<>();
      written.put("known", tables.known());
      listed.ifPresent(models -> written.put("listed", tables.listed(models)));
      Json.write(json, written);
    }
    return 0;
  }

  private List<ListedModel> listed(Provider asked) {
    ProviderOptions options = new ProviderOptions();
    options.server = server;
    return asked.models(options, Deadline.after(PATIENCE));
  }
}
