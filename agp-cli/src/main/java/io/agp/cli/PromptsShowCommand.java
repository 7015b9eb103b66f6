package io.agp.cli;

import io.agp.User;
import io.agp.optimize.LearnedPrompt;
import io.agp.optimize.Promotion;
import io.agp.optimize.PromptRegistry;
import io.agp.optimize.RegistryEntry;
import io.agp.optimize.RegistryEntry.Origin;
import io.agp.prompt.Prompt;
import io.agp.rpp.FixedPromptPolicy;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one entry of a registry with its lineage. */
@Command(
    name = "show",
    description = "Shows where a learned prompt comes from, and its text.",
    mixinStandardHelpOptions = true)
final class PromptsShowCommand implements Callable<Integer> {
  /** A fixed prompt is the same for all. */
  private static final User ANYBODY = User.of("anybody", List.of());

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "The start of an id, 4 digits or more. Default: the promoted one.")
  @Nullable String id;

  @Mixin PromptsCommand.Registry registry = new PromptsCommand.Registry();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    PromptRegistry prompts = registry.open();
    RegistryEntry entry = id == null ? promoted(prompts) : prompts.entry(id);
    PrintWriter out = spec.commandLine().getOut();
    facts(entry, prompts).forEach((name, value) -> out.printf("%-10s %s%n", name, value));
    out.println("learned on:");
    JsonObject learnedOn = RegistryOptions.learnedOn(entry.file());
    learnedOn.fields().forEach((name, value) -> out.printf("  %s: %s%n", name, value));
    out.println();
    out.println(
        text(entry)
            .map(Prompt::text)
            .orElse("A prompt of its own for each user: the file holds a policy and no text."));
    if (PromptsListCommand.isSimulated(entry)) {
      out.println("\n" + Report.SIMULATED);
    }
    out.flush();
    return 0;
  }

  private RegistryEntry promoted(PromptRegistry prompts) {
    return prompts
        .promoted()
        .orElseThrow(
            () -> new IllegalArgumentException("Nothing is promoted in " + registry.registry));
  }

  private static Map<String, String> facts(RegistryEntry entry, PromptRegistry prompts) {
    Origin origin = entry.origin();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("id", entry.id());
    facts.put("kind", entry.kind());
    facts.put("file", entry.file().toString());
    facts.put("method", origin.method());
    facts.put("model", origin.model());
    facts.put("created", PromptsListCommand.time(entry.created()));
    facts.put("run", origin.run());
    facts.put("reason", origin.reason());
    origin
        .score()
        .ifPresent(
            score ->
                facts.put(
                    "NDCG",
                    String.format(
                        "%s of %d validation users  %s",
                        PromptsListCommand.ndcg(score),
                        score.n(),
                        PromptsListCommand.gain(score))));
    facts.put("lineage", lineage(entry, prompts));
    List<String> promotions = promotions(entry, prompts);
    facts.put("promoted", promotions.isEmpty() ? "never" : String.join("; ", promotions));
    return facts;
  }

  /** From the first prompt to this one, as far as the registry knows them. */
  private static String lineage(RegistryEntry entry, PromptRegistry prompts) {
    Map<String, RegistryEntry> known = new LinkedHashMap<>();
    prompts.entries().forEach(each -> known.put(each.id(), each));
    List<String> line = new ArrayList<>();
    Optional<String> next = Optional.of(entry.id());
    while (next.isPresent() && !line.contains(Tables.shortId(next.get()))) {
      line.add(0, Tables.shortId(next.get()));
      next = Optional.ofNullable(known.get(next.get())).flatMap(each -> each.origin().parent());
    }
    return String.join(" > ", line);
  }

  private static List<String> promotions(RegistryEntry entry, PromptRegistry prompts) {
    List<String> told = new ArrayList<>();
    for (Promotion promotion : prompts.promotions()) {
      if (promotion.id().equals(entry.id())) {
        told.add(PromptsListCommand.time(promotion.at()) + " (" + promotion.reason() + ")");
      }
    }
    return told;
  }

  /** The text, where everybody gets the same. */
  static Optional<Prompt> text(RegistryEntry entry) {
    return switch (LearnedKind.of(entry)) {
      case PROMPT -> Optional.of(LearnedPrompt.load(entry.file()).prompt());
      case FIXED -> Optional.of(FixedPromptPolicy.load(entry.file()).promptFor(ANYBODY));
      case POLICY -> Optional.empty();
    };
  }
}
