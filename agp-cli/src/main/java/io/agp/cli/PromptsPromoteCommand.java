package io.agp.cli;

import io.agp.optimize.Promotion;
import io.agp.optimize.PromptRegistry;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is served, or takes that back. */
@Command(
    name = "promote",
    description = {
      "Makes a learned prompt the one that is served: services that follow the registry take it over.",
      "--back serves what was served before; again, and it goes back further."
    },
    mixinStandardHelpOptions = true)
final class PromptsPromoteCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "The start of an id, 4 digits or more.")
  @Nullable String id;

  @Option(names = "--back", description = "Take the last promotion back.")
  boolean back;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why; it is kept with the promotion.")
  String reason = "";

  @Mixin PromptsCommand.Registry registry = new PromptsCommand.Registry();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    if (back == (id != null)) {
      throw new IllegalArgumentException("Name an id or --back, one of them");
    }
    PromptRegistry prompts = registry.open();
    Promotion promotion = id == null ? prompts.back(reason) : prompts.promote(id, reason);
    spec.commandLine()
        .getOut()
        .printf(
            "Promoted is %s, instead of %s.%n",
            Tables.shortId(promotion.id()),
            promotion.previous().map(Tables::shortId).orElse("nothing"));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
