package io.agp.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says why a description missed an item: which side of taste would have told it from those ranked
 * above it, and is not spoken of. Told no item, it can only guess.
 */
final class Critic {
  private static final List<Facet> TELLING =
      List.of(
          Facet.GENRE,
          Facet.ERA,
          Facet.CREATOR,
          Facet.TONE,
          Facet.THEME,
          Facet.SETTING,
          Facet.POPULARITY);
  private static final double WORTH_SAYING = 0.02;
  private static final double WHIM = 0.12;
  private static final Pattern TOLD =
      Pattern.compile(
          "(?i)should|ought|target|ideal|instead|belong|expected|correct|deserv|chosen|chose|picked"
              + "|bought|watched|actual");
  private static final Pattern BY_ID =
      Pattern.compile(
          "(?i)(?:\\bid|candidate|item|number|entry|option|film|movie|book|product|no\\.?|#)"
              + "\\s*(?:with id |number |no\\.? |#)?[\\[(\"]?(\\d{1,3})\\b");
  private static final Pattern BY_RANK =
      Pattern.compile(
          "(?i)(?:rank(?:ed)?|position|place[d]?|spot|slot|at|came|stood|landed|is|was|found)\\W+"
              + "(?:number |in |at |rank |position |place )?#?(\\d{1,3})(?:st|nd|rd|th)?\\b");

  private final FactBook book;
  private final double leakRate;

  Critic(FactBook book, double leakRate) {
    this.book = book;
    this.leakRate = leakRate;
  }

  String write(PromptReading reading, Draws draws) {
    List<ShownItem> ranking = reading.candidates();
    Set<Facet> covered = covered(reading);
    OptionalInt relevant = relevant(reading, ranking);
    Optional<Facet> facet =
        relevant.isEmpty() || draws.chance(WHIM)
            ? Optional.of(guess(covered, draws))
            : telling(reading.historyBeside(ranking), ranking, relevant.getAsInt(), covered);
    String critique = Phrases.pick(draws, "critique." + facet.map(Facet::key).orElse("nothing"));
    if (!ranking.isEmpty() && draws.chance(leakRate)) {
      String title = ranking.get(relevant.orElse(0)).title();
      critique += " " + Phrases.pick(draws, "critique.leak", "title", title);
    }
    return critique;
  }

  /** What the prompt under review asks for, or else what the description speaks of. */
  private static Set<Facet> covered(PromptReading reading) {
    Set<Facet> covered = EnumSet.noneOf(Facet.class);
    String prompt =
        reading
            .text(Label.PROMPT)
            .or(() -> reading.text(Label.INSTRUCTION))
            .or(() -> reading.text(Label.PROFILE))
            .map(Block::text)
            .orElse("");
    covered.addAll(FacetTalk.of(prompt).wanted());
    return covered;
  }

  /** Where the item stands in the list that the feedback speaks of. */
  private static OptionalInt relevant(PromptReading reading, List<ShownItem> ranking) {
    for (String line : feedbackLines(reading)) {
      OptionalInt found = byTitle(line, ranking);
      if (found.isEmpty()) {
        found = byId(line, ranking);
      }
      if (found.isEmpty()) {
        found = byRank(line, ranking);
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return OptionalInt.empty();
  }

  private static List<String> feedbackLines(PromptReading reading) {
    List<String> lines = new ArrayList<>();
    List<Block> texts =
        reading.textBlocks().stream()
            .filter(block -> block.label() != Label.PROMPT && block.label() != Label.PROFILE)
            .toList();
    texts.forEach(block -> block.text().lines().forEach(lines::add));
    lines.addAll(Arrays.asList(reading.prose().split("(?<=[.!?])\\s+|\\n+")));
    lines.addAll(reading.labels().lines().toList());
    return lines.stream().filter(line -> TOLD.matcher(line).find()).toList();
  }

  private static OptionalInt byTitle(String line, List<ShownItem> ranking) {
    String words = " " + Titles.key(line) + " ";
    OptionalInt found = OptionalInt.empty();
    int longest = 0;
    for (int i = 0; i < ranking.size(); i++) {
      String key = Titles.key(ranking.get(i).title());
      if (key.length() > longest && key.length() > 2 && words.contains(" " + key + " ")) {
        found = OptionalInt.of(i);
        longest = key.length();
      }
    }
    return found;
  }

  private static OptionalInt byId(String line, List<ShownItem> ranking) {
    Matcher matcher = BY_ID.matcher(line);
    if (matcher.find()) {
      for (int i = 0; i < ranking.size(); i++) {
        String id = ranking.get(i).id().orElse(Integer.toString(i + 1));
        if (id.equals(matcher.group(1))) {
          return OptionalInt.of(i);
        }
      }
    }
    return OptionalInt.empty();
  }

  private static OptionalInt byRank(String line, List<ShownItem> ranking) {
    Matcher matcher = BY_RANK.matcher(line);
    while (matcher.find()) {
      int rank = Integer.parseInt(matcher.group(1));
      if (rank > 1 && rank <= ranking.size()) {
        return OptionalInt.of(rank - 1);
      }
    }
    return OptionalInt.empty();
  }

  /** The side that would have told most; none if the item is unlike all that was chosen before. */
  private Optional<Facet> telling(
      List<ShownItem> history, List<ShownItem> ranking, int relevant, Set<Facet> covered) {
    Taste taste = taste(book.of(history));
    List<Facts> above = book.of(ranking.subList(0, relevant));
    Facts chosen = book.of(ranking.get(relevant));
    Facet best = null;
    double most = WORTH_SAYING;
    for (Facet facet : TELLING) {
      double gain = covered.contains(facet) ? 0 : gain(facet, taste, chosen, above);
      if (gain > most) {
        best = facet;
        most = gain;
      }
    }
    return Optional.ofNullable(best);
  }

  private static Taste taste(List<Facts> history) {
    Map<Facet, Map<String, Double>> values = new EnumMap<>(Facet.class);
    List<Taste.Period> years = new ArrayList<>();
    for (Facts facts : history) {
      facts
          .values()
          .forEach(
              (facet, all) ->
                  all.forEach(
                      value ->
                          values
                              .computeIfAbsent(facet, key -> new HashMap<>())
                              .merge(value, 1.0 / history.size(), Double::sum)));
      facts.year().ifPresent(year -> years.add(new Taste.Period(year, year, 1)));
    }
    return new Taste(values, years, 0);
  }

  /** How much better the chosen item matches than those above it, in shares of the better match. */
  private double gain(Facet facet, Taste taste, Facts chosen, List<Facts> above) {
    if (!taste.knows(facet) || !chosen.has(facet)) {
      return 0;
    }
    double match = taste.match(facet, chosen, book);
    double others =
        above.stream().mapToDouble(facts -> taste.match(facet, facts, book)).average().orElse(0);
    return match <= 0 ? 0 : (match - others) / match;
  }

  /** Some side of taste that is not yet spoken of. */
  private static Facet guess(Set<Facet> covered, Draws draws) {
    List<Facet> open =
        Arrays.stream(Facet.values()).filter(facet -> !covered.contains(facet)).toList();
    return draws.pick(open.isEmpty() ? List.of(Facet.values()) : open);
  }
}
