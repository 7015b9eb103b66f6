package io.agp.testkit;

import io.agp.testkit.PlantedWorld.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the model of a planted world knows: sentences, types, and who obeys what. Immutable. */
final class PlantedMind {
  static final List<String> PATTERNS = List.of("role", "reasoning", "format");

  private final long seed;
  private final Map<String, PlantedSentences> sentences;
  private final List<AnswerStyle> styles;
  private final PlantedTypes types;
  private final PlantedTitles titles;
  private final PlantedManners manners;

  PlantedMind(long seed, Map<String, PlantedSentences> sentences, List<AnswerStyle> styles) {
    this.seed = seed;
    this.sentences = Map.copyOf(sentences);
    this.styles = List.copyOf(styles);
    int roles = of("role").size();
    int reasoning = of("reasoning").size();
    int formats = of("format").size();
    if (this.styles.size() != formats) {
      throw new IllegalStateException(
          String.format(
              "There must be one answer for each of the %d formats, were %d",
              formats, this.styles.size()));
    }
    this.types = new PlantedTypes(seed, roles, PlantedManners.kinds(reasoning), formats);
    this.titles = new PlantedTitles(seed, types.count());
    this.manners = new PlantedManners(seed, roles, reasoning, formats);
  }

  long seed() {
    return seed;
  }

  PlantedTypes types() {
    return types;
  }

  PlantedTitles titles() {
    return titles;
  }

  PlantedSentences of(String pattern) {
    PlantedSentences found = sentences.get(pattern);
    if (found == null) {
      throw new IllegalArgumentException(
          "The pattern must be one of " + PATTERNS + ", was \"" + pattern + '"');
    }
    return found;
  }

  Choice choiceIn(String prompt) {
    return new Choice(of("role").in(prompt), of("reasoning").in(prompt), of("format").in(prompt));
  }

  List<Choice> choices() {
    List<Choice> choices = new ArrayList<>();
    for (int role = 0; role < of("role").size(); role++) {
      for (int reasoning = 0; reasoning < of("reasoning").size(); reasoning++) {
        for (int format = 0; format < of("format").size(); format++) {
          choices.add(new Choice(role, reasoning, format));
        }
      }
    }
    return List.copyOf(choices);
  }

  void check(Choice choice) {
    checkPlace("role", choice.role());
    checkPlace("reasoning", choice.reasoning());
    checkPlace("format", choice.format());
  }

  private void checkPlace(String pattern, int place) {
    int last = of(pattern).size() - 1;
    if (place < Choice.NONE || place > last) {
      throw new IllegalArgumentException(
          String.format("The %s must be within -1..%d, was %d", pattern, last, place));
    }
  }

  /** The type that the last title of a history tells. */
  Optional<PlantedType> typeTold(List<String> history) {
    return history.isEmpty()
        ? Optional.empty()
        : Optional.of(types.ofCode(titles.type(history.get(history.size() - 1))));
  }

  double noise(Optional<PlantedType> type, Choice choice) {
    return manners.noise(type, choice);
  }

  double failure(Optional<PlantedType> type, Choice choice) {
    return manners.failure(type, choice.format());
  }

  AnswerStyle style(Choice choice) {
    return choice.format() < 0 ? AnswerStyle.JSON_OBJECT : styles.get(choice.format());
  }
}
