package io.agp.rerank;

import io.agp.Item;
import io.agp.internal.Candidates;
import java.util.List;
import java.util.Optional;

/**
 * Turns any text of a model into a full permutation of the candidates. Never throws for a text, and
 * takes time that grows about linearly with it. Thread-safe.
 *
 * <p>The prompt shows candidates with ids 1..k and asks for {@code {"ranking": [ids]}}. Models also
 * answer with bare lists, numbered lines with titles, code fences, reasoning around the answer,
 * lists cut short and ids that nobody gave. What is recognised is used, in this order of trust:
 * JSON lists, lines that name a candidate each, runs of numbers, lines of titles or ids, titles in
 * running text. Digits in prose are no answer. Candidates that are not named follow in base order.
 */
public final class RankingReader {
  private static final List<Reading> READINGS =
      List.of(
          new JsonLists(),
          new ListedLines(),
          new NumberRuns(),
          new SeparatedEntries(),
          new TitlesInProse());

  private RankingReader() {}

  /** One way to find an answer in a text. */
  interface Reading {
    /** The mentions of the best list found, or empty if the text holds none of this kind. */
    Optional<Mentions> find(AnswerText text, TitleIndex titles);
  }

  /**
   * Reads a text.
   *
   * @param text what the model answered; may be empty
   * @param candidates the candidates in the order the prompt showed them; ids must differ; may be
   *     empty
   * @return the permutation, with what had to be mended
   * @throws IllegalArgumentException if two candidates share an id
   */
  public static ReadRanking read(String text, List<Item> candidates) {
    TitleIndex titles = new TitleIndex(Candidates.checked(candidates));
    for (AnswerText part : AnswerText.of(text)) {
      for (Reading reading : READINGS) {
        Optional<Resolution> resolved =
            reading.find(part, titles).map(mentions -> Resolution.of(mentions, titles));
        if (resolved.isPresent() && resolved.get().named() > 0) {
          return resolved.get().ranking();
        }
      }
    }
    return Resolution.nothing(titles).ranking();
  }
}
