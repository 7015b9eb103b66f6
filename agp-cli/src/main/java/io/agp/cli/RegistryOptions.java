package io.agp.cli;

import io.agp.optimize.LearningEvent;
import io.agp.optimize.PromptLineage;
import io.agp.optimize.PromptRegistry;
import io.agp.optimize.RegistryEntry;
import io.agp.optimize.RegistryEntry.Origin;
import io.agp.optimize.RegistryEntry.Score;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where what is learned is kept beside the run's folder. */
final class RegistryOptions {
  static final String NAME = "--registry";

  @Option(
      names = NAME,
      paramLabel = "DIR",
      description =
          "Also add what is learned to this registry, with the prompts it was edited from; see agp"
              + " prompts.")
  @Nullable Path registry;

  private final PromptLineage lineage = new PromptLineage();

  /** Has to hear the run from its beginning. */
  Consumer<LearningEvent> lineage() {
    return lineage;
  }

  /** Adds what a finished run learned, if a registry was named. */
  void add(Path run, RunFolder folder, LearningMethod method, String model, PrintWriter out) {
    if (registry == null) {
      return;
    }
    String name = run.toAbsolutePath().normalize().toString();
    PromptRegistry prompts = PromptRegistry.open(registry);
    RegistryEntry entry =
        method == LearningMethod.AGP
            ? prompts.add(folder.readPrompt(), lineage, name)
            : prompts.add(folder.policyFile(), origin(folder.policyFile(), method, model, name));
    out.printf("In the registry %s it is %s.%n", registry, entry.shortId());
  }

  private static Origin origin(Path policy, LearningMethod method, String model, String run) {
    JsonObject learnedOn = learnedOn(policy);
    String ndcg = learnedOn.optionalString("validationNdcg");
    Optional<Score> score =
        ndcg == null
            ? Optional.empty()
            : Optional.of(
                new Score(
                    Double.parseDouble(ndcg),
                    Integer.parseInt(learnedOn.string("validationUsers")),
                    Optional.empty()));
    String serves = learnedOn.optionalString("serves");
    return new Origin(
        method.toString(),
        model,
        Optional.empty(),
        run,
        serves == null ? "learned" : "serves " + serves,
        score);
  }

  /** What a learned file of any kind says of its learning. */
  static JsonObject learnedOn(Path file) {
    try {
      return JsonObject.parse(file.toString(), Files.readString(file)).object("learnedOn");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
