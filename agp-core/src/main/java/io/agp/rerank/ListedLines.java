package io.agp.rerank;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds lines that name one candidate each: numbered, bulleted, in a table or bare. The number
 * before a title or an id is the rank; a number before anything else is itself the id, unless the
 * numbers only count the lines.
 */
final class ListedLines implements RankingReader.Reading {
  private static final Pattern LEAD =
      Pattern.compile(
          "^[\\s>|*_#`•·–—-]*(?:(?i:rank|place|position)\\s*)?#?(\\d{1,10})(?:st|nd|rd|th)?"
              + "\\s*[*_`]*\\s*(?:[.):|=]|->|→|[–—-])+[\\s*_`|]*(.*)$");
  private static final Pattern BULLET = Pattern.compile("^[\\s>|]*[*•·–—-]+\\s+(.*)$");
  private static final int MAX_LINE = 2_000;

  @Override
  public Optional<Mentions> find(AnswerText answer, TitleIndex titles) {
    List<Line> lines = lines(answer.text(), titles);
    Mentions resolved = new Mentions();
    lines.stream().flatMap(line -> line.names.stream()).forEach(resolved::add);
    if (Resolution.named(resolved, titles) >= Math.min(2, titles.size())) {
      lines.stream()
          .filter(line -> line.listed && line.names.isEmpty())
          .findAny()
          .ifPresent(line -> resolved.add(new Mentions.Unknown()));
      return Optional.of(resolved);
    }
    return leadingNumbers(lines);
  }

  /** Lines that begin with an id and go on with words of no candidate. */
  private static Optional<Mentions> leadingNumbers(List<Line> lines) {
    Mentions numbers = new Mentions();
    boolean counts = true;
    int last = 0;
    for (Line line : lines) {
      if (line.lead >= 0) {
        counts &= line.lead == last + 1;
        last = line.lead;
        numbers.add(new Mentions.Numbered(line.lead));
      }
    }
    return numbers.entries().size() < 2 || counts ? Optional.empty() : Optional.of(numbers);
  }

  private static List<Line> lines(String text, TitleIndex titles) {
    List<Line> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (!line.isBlank() && line.length() <= MAX_LINE) {
        lines.add(Line.of(line, titles));
      }
    }
    return lines;
  }

  /**
   * One line.
   *
   * @param lead the number it begins with, or -1
   * @param listed whether it looks like an entry of a list
   * @param names what it names, at most one
   */
  private record Line(int lead, boolean listed, Optional<Mentions.Mention> names) {
    static Line of(String line, TitleIndex titles) {
      Optional<Mentions.Mention> whole = titles.exactly(line);
      if (whole.isPresent() && !line.strip().chars().allMatch(Character::isDigit)) {
        return new Line(-1, true, whole);
      }
      Matcher lead = LEAD.matcher(line);
      if (lead.matches()) {
        int number = Mentions.number(lead.group(1)) instanceof Mentions.Numbered n ? n.value() : -1;
        return new Line(number, true, entry(lead.group(2), titles));
      }
      Matcher bullet = BULLET.matcher(line);
      if (bullet.matches()) {
        return new Line(-1, true, entry(bullet.group(1), titles));
      }
      return new Line(-1, false, Entries.marked(line));
    }

    private static Optional<Mentions.Mention> entry(String rest, TitleIndex titles) {
      String text = rest.strip();
      if (text.isEmpty()) {
        return Optional.empty();
      }
      Mentions.Mention mention = Entries.of(text, titles);
      return mention instanceof Mentions.Unknown ? Optional.empty() : Optional.of(mention);
    }
  }
}
