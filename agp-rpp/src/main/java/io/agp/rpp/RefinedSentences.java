package io.agp.rpp;

import io.agp.rpp.Refinement.Outcome;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rewritten sentences of RPP+, by the sentence they take the place of. Saved with a policy, so
 * that serving asks nobody. Immutable and thread-safe.
 */
public final class RefinedSentences {
  private static final RefinedSentences NONE = new RefinedSentences(Map.of());

  private final Map<String, Refinement> byHash;

  private RefinedSentences(Map<String, Refinement> byHash) {
    this.byHash = Map.copyOf(byHash);
  }

  /**
   * No rewrites: every sentence is used as it is.
   *
   * @return the empty collection
   */
  public static RefinedSentences none() {
    return NONE;
  }

  static RefinedSentences of(Collection<Refinement> refinements) {
    return new RefinedSentences(
        refinements.stream()
            .collect(
                Collectors.toMap(r -> Rules.hash(r.original()), Function.identity(), (a, b) -> a)));
  }

  /**
   * What became of a sentence.
   *
   * @param sentence the sentence
   * @return its rewriting, or empty if none was tried
   */
  public Optional<Refinement> get(Action.Sentence sentence) {
    return Optional.ofNullable(byHash.get(sentence.hash()));
  }

  /**
   * The text to use for a sentence.
   *
   * @param sentence the sentence
   * @return its rewrite, or its own text where there is none
   */
  public String textOf(Action.Sentence sentence) {
    return byHash.isEmpty()
        ? sentence.text()
        : get(sentence).map(Refinement::text).orElse(sentence.text());
  }

  /**
   * Everything that was tried.
   *
   * @return an immutable list, ordered by the original texts
   */
  public List<Refinement> all() {
    return byHash.values().stream().sorted(Comparator.comparing(Refinement::original)).toList();
  }

  /**
   * How many sentences had an outcome.
   *
   * @param outcome the outcome
   * @return 0 or more
   */
  public long count(Outcome outcome) {
    return byHash.values().stream().filter(r -> r.outcome() == outcome).count();
  }

  /**
   * These without the sentences whose call failed, so that a refiner that goes on from here asks
   * for them again.
   *
   * @return a new collection
   */
  public RefinedSentences withoutFailures() {
    return of(byHash.values().stream().filter(r -> r.outcome() != Outcome.FAILED).toList());
  }

  List<Map<String, Object>> toJson() {
    return all().stream().map(RefinedSentences::toJson).toList();
  }

  private static Map<String, Object> toJson(Refinement refinement) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("original", refinement.original());
    json.put("text", refinement.text());
    json.put("outcome", refinement.outcome().name());
    json.put("detail", refinement.detail());
    return json;
  }

  /** Reads what {@link #toJson} wrote; a rewrite must still keep the rules for rewrites. */
  static RefinedSentences fromJson(List<LocatedJson> json) {
    return json.isEmpty() ? NONE : of(json.stream().map(RefinedSentences::refinement).toList());
  }

  private static Refinement refinement(LocatedJson json) {
    json.only(Set.of("original", "text", "outcome", "detail"));
    String original = json.string("original");
    String text = json.string("text");
    Outcome outcome = outcome(json);
    if (outcome == Outcome.REWRITTEN) {
      Refinement judged = RewriteRule.judge(original, text, Rules.MAX_SENTENCE);
      if (judged.outcome() != Outcome.REWRITTEN) {
        throw json.bad("text", text, "must be a rewrite of its original: " + judged.detail());
      }
    }
    return json.make(() -> new Refinement(original, text, outcome, json.string("detail")));
  }

  private static Outcome outcome(LocatedJson json) {
    String name = json.string("outcome");
    for (Outcome outcome : Outcome.values()) {
      if (outcome.name().equals(name)) {
        return outcome;
      }
    }
    throw json.bad("outcome", name, "must be one of " + List.of(Outcome.values()));
  }
}
