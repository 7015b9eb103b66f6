package io.agp.rerank;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds a line of titles or of the caller's ids with separators between them: "alien, heat", "m2 >
 * m7". A line counts if most of its parts are exactly a title or an id.
 */
final class SeparatedEntries implements RankingReader.Reading {
  private static final Pattern SEPARATOR = Pattern.compile("[,;>|→、，；]");
  private static final Pattern LEAD_IN = Pattern.compile("^[^:,;>|]{1,40}:");
  private static final int MAX_LINE = 20_000;

  @Override
  public Optional<Mentions> find(AnswerText answer, TitleIndex titles) {
    Mentions best = new Mentions();
    for (String line : answer.text().lines().toList()) {
      if (line.length() <= MAX_LINE) {
        Mentions mentions = entries(LEAD_IN.matcher(line).replaceFirst(""), titles);
        best =
            Resolution.named(mentions, titles) >= Resolution.named(best, titles) ? mentions : best;
      }
    }
    return Resolution.named(best, titles) >= 2 ? Optional.of(best) : Optional.empty();
  }

  private static Mentions entries(String line, TitleIndex titles) {
    Mentions mentions = new Mentions();
    int parts = 0;
    for (String part : SEPARATOR.split(line)) {
      String entry = part.strip();
      parts += entry.isEmpty() ? 0 : 1;
      titles.byId(entry).or(() -> titles.exactly(entry)).ifPresent(mentions::add);
    }
    return 2 * mentions.entries().size() > parts ? mentions : new Mentions();
  }
}
