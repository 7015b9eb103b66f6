package io.agp.optimize;

import io.agp.optimize.RegistryEntry.Gain;
import io.agp.optimize.RegistryEntry.Origin;
import io.agp.optimize.RegistryEntry.Score;
import io.agp.prompt.Prompt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Remembers the prompts on the way to a learned one: what each was edited from, why it was kept and
 * how it scored. Give it to an optimizer as a listener, or after another one with {@link
 * Consumer#andThen}, and then to a {@link PromptRegistry}. For one run; not thread-safe.
 */
public final class PromptLineage implements Consumer<LearningEvent> {
  private final Map<String, LearningEvent.EditDecided> edits = new HashMap<>();
  private final Map<String, LearningEvent.Validated> validated = new HashMap<>();
  private final Map<String, String> champions = new HashMap<>();
  private Optional<String> champion = Optional.empty();

  /** Starts with nothing known. */
  public PromptLineage() {}

  @Override
  public void accept(LearningEvent event) {
    if (event instanceof LearningEvent.EditDecided edit && edit.kept()) {
      edits.putIfAbsent(edit.proposed().hash(), edit);
    } else if (event instanceof LearningEvent.Validated met) {
      String id = met.challenger().hash();
      validated.put(id, met);
      champion.ifPresent(old -> champions.put(id, old));
      champion = met.promoted() ? Optional.of(id) : champion;
    }
  }

  /**
   * The prompts from the first one to the learned one; those between only if they were heard of.
   */
  List<Prompt> of(LearnedPrompt learned) {
    List<Prompt> line = new ArrayList<>();
    Set<String> seen = new HashSet<>(Set.of(learned.initial().hash()));
    Optional<Prompt> prompt = Optional.of(learned.prompt());
    while (prompt.isPresent() && seen.add(prompt.get().hash())) {
      line.add(0, prompt.get());
      prompt =
          prompt
              .get()
              .parent()
              .flatMap(id -> Optional.ofNullable(edits.get(id)))
              .map(LearningEvent.EditDecided::proposed);
    }
    line.add(0, learned.initial());
    return line;
  }

  /** Where a prompt of that line comes from. */
  Origin origin(Prompt prompt, LearnedPrompt learned, String run) {
    boolean first = prompt.hash().equals(learned.initial().hash());
    return new Origin(
        learned.learnedOn().getOrDefault("method", ""),
        model(learned.learnedOn()),
        first ? Optional.empty() : prompt.parent(),
        run,
        reason(prompt, learned, first),
        score(prompt, learned, first));
  }

  private static String model(Map<String, String> learnedOn) {
    return Stream.of("provider", "model")
        .map(name -> learnedOn.getOrDefault(name, ""))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private String reason(Prompt prompt, LearnedPrompt learned, boolean first) {
    if (first) {
      return prompt.hash().equals(learned.prompt().hash())
          ? "the first prompt; no edit was better"
          : "the first prompt";
    }
    LearningEvent.Validated met = validated.get(prompt.hash());
    if (met != null) {
      return (met.promoted() ? "promoted in epoch " : "kept by its batch, not promoted in epoch ")
          + met.epoch();
    }
    LearningEvent.EditDecided edit = edits.get(prompt.hash());
    return edit == null
        ? "learned"
        : String.format("kept by batch %d of epoch %d", edit.batch(), edit.epoch());
  }

  private Optional<Score> score(Prompt prompt, LearnedPrompt learned, boolean first) {
    String initial = learned.initial().hash();
    if (learned.validation().isPresent() && first) {
      LearnedPrompt.Validation met = learned.validation().get();
      return Optional.of(new Score(met.initialNdcg(), met.comparison().n(), Optional.empty()));
    }
    if (learned.validation().isPresent() && prompt.equals(learned.prompt())) {
      LearnedPrompt.Validation met = learned.validation().get();
      return Optional.of(
          new Score(
              met.learnedNdcg(),
              met.comparison().n(),
              Optional.of(new Gain(initial, met.comparison()))));
    }
    return Optional.ofNullable(validated.get(prompt.hash()))
        .map(
            met ->
                new Score(
                    met.ndcg(),
                    met.comparison().n(),
                    Optional.of(
                        new Gain(
                            champions.getOrDefault(prompt.hash(), initial), met.comparison()))));
  }
}
