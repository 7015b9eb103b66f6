package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The rankings of another program, read from a TREC run ({@code user Q0 item rank score tag},
 * separated by any white space) or a {@link CandidateFile} ({@code user<TAB>id id id}, best first),
 * packed with gzip or not. Lists stand here as they are written: they may hold items of the user's
 * history, repeated ids and ids that no item has. Immutable and thread-safe.
 *
 * <p>A TREC run is put in order as trec_eval does: by score, the highest first; of equal scores,
 * the id that is last in the order of its UTF-8 bytes comes first. The rank column decides nothing,
 * and neither does the order of the lines. Scores are compared as 64-bit numbers; releases of
 * trec_eval that keep 32 bits see ties where scores differ by less than that.
 */
public final class ForeignRun {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final int TREC_FIELDS = 6;

  private final String name;
  private final Map<String, List<String>> lists;

  private ForeignRun(String name, Map<String, List<String>> lists) {
    this.name = name;
    this.lists = Collections.unmodifiableMap(lists);
  }

  /**
   * Reads a file in UTF-8. Its first line that is not blank tells the format: six or more fields
   * are a TREC run if the second is {@code Q0} or if the line does not hold exactly one tab; other
   * lines with exactly one tab are lists of candidates.
   *
   * @param path the file
   * @return its lists
   * @throws DataException if the file is missing or cannot be read, if its first line is of neither
   *     format, or if a line breaks its format's rules
   */
  public static ForeignRun read(Path path) {
    DataFile file = DataFile.of(path);
    String first = firstLine(file);
    if (isTrec(first)) {
      return new ForeignRun(path.toString(), TrecLists.read(file.source()));
    }
    if (tabs(first) == 1) {
      return new ForeignRun(path.toString(), CandidateFile.read(path).lists());
    }
    throw DataException.of(
        path.toString(),
        "must be a TREC run (user Q0 item rank score tag) or lists of candidates (user, one tab,"
            + " item ids separated by spaces)");
  }

  private static String firstLine(DataFile file) {
    String head = file.head();
    String text = head.startsWith("\u00EF\u00BB\u00BF") ? head.substring(3) : head;
    return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
  }

  /** A user, a tab and five ids are six fields too. */
  private static boolean isTrec(String line) {
    String[] fields = SPACE.split(line.strip());
    return fields.length >= TREC_FIELDS && (fields[1].equalsIgnoreCase("Q0") || tabs(line) != 1);
  }

  private static long tabs(String line) {
    return line.chars().filter(c -> c == '\t').count();
  }

  /**
   * What messages call it.
   *
   * @return the file's name
   */
  public String name() {
    return name;
  }

  /**
   * The lists by user.
   *
   * @return an immutable map in the order in which users first occur in the file, from user id to
   *     item ids, best first
   */
  public Map<String, List<String>> lists() {
    return lists;
  }
}
