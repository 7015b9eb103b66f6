package io.agp.cli;

import com.github.freva.asciitable.ColumnData;
import io.agp.optimize.Promotion;
import io.agp.optimize.PromptRegistry;
import io.agp.optimize.RegistryEntry;
import io.agp.optimize.RegistryEntry.Score;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what a registry holds and what was promoted. */
@Command(
    name = "list",
    description = "Lists what a registry holds, the oldest first, and all promotions.",
    mixinStandardHelpOptions = true)
final class PromptsListCommand implements Callable<Integer> {
  /** Scores of validation users are the same for everybody who reads them, and optimistic. */
  private static final String OPTIMISTIC =
      "NDCG is of the validation users, which also chose the prompts; intervals: 95 %, paired"
          + " bootstrap.";

  @Mixin PromptsCommand.Registry registry = new PromptsCommand.Registry();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    PromptRegistry prompts = registry.open();
    List<RegistryEntry> entries = prompts.entries();
    List<Promotion> promotions = prompts.promotions();
    PrintWriter out = spec.commandLine().getOut();
    if (entries.isEmpty()) {
      out.println("The registry " + registry.registry + " is empty.");
    } else {
      String current = promotions.isEmpty() ? "" : promotions.get(promotions.size() - 1).id();
      out.println(TextTable.of(entries, columns(current)));
      out.println(OPTIMISTIC);
    }
    if (!promotions.isEmpty()) {
      out.println("\nPromotions:");
      out.println(TextTable.of(promotions, history()));
    }
    if (entries.stream().anyMatch(PromptsListCommand::isSimulated)) {
      out.println(Report.SIMULATED);
    }
    out.flush();
    return 0;
  }

  private static List<ColumnData<RegistryEntry>> columns(String current) {
    return List.of(
        TextTable.left("id", RegistryEntry::shortId),
        TextTable.left("promoted", entry -> entry.id().equals(current) ? "promoted" : ""),
        TextTable.left("method", entry -> entry.origin().method()),
        TextTable.left("model", entry -> entry.origin().model()),
        TextTable.left("created", entry -> time(entry.created())),
        TextTable.right("NDCG", entry -> score(entry, PromptsListCommand::ndcg)),
        TextTable.right("n", entry -> score(entry, score -> Integer.toString(score.n()))),
        TextTable.left("gain", entry -> score(entry, PromptsListCommand::gain)),
        TextTable.left("parent", entry -> entry.origin().parent().map(Tables::shortId).orElse("")),
        TextTable.left("reason", entry -> entry.origin().reason()),
        TextTable.left("run", entry -> entry.origin().run()));
  }

  private static String score(RegistryEntry entry, java.util.function.Function<Score, String> of) {
    return entry.origin().score().map(of).orElse("");
  }

  static String ndcg(Score score) {
    return String.format(Locale.ROOT, "%.3f", score.ndcg());
  }

  static String gain(Score score) {
    return score
        .gain()
        .map(gain -> Tables.interval(gain.difference()) + " to " + Tables.shortId(gain.over()))
        .orElse("");
  }

  static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Whether a simulated model answered. */
  static boolean isSimulated(RegistryEntry entry) {
    return entry.origin().model().startsWith(Provider.SIMULATED.toString());
  }

  static List<ColumnData<Promotion>> history() {
    return List.of(
        TextTable.left("at", promotion -> time(promotion.at())),
        TextTable.left("id", promotion -> Tables.shortId(promotion.id())),
        TextTable.left("instead of", promotion -> shortId(promotion.previous())),
        TextTable.left("back", promotion -> promotion.back() ? "back" : ""),
        TextTable.left("reason", Promotion::reason));
  }

  private static String shortId(Optional<String> id) {
    return id.map(Tables::shortId).orElse("");
  }
}
