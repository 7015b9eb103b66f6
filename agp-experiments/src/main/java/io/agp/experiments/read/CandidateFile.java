package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Candidate lists that somebody else made, one user a line: the user, a tab, then item ids
 * separated by spaces or tabs (one or more), best first, as the programs of LLMRank and RPP write
 * them. Lines end in LF or CRLF; the file may be packed with gzip. Lists stand here as they are
 * written: they may hold items of the user's history, repeated ids and ids that no item has.
 * Immutable and thread-safe.
 */
public final class CandidateFile {
  private static final Pattern GAP = Pattern.compile("[ \\t]+");

  private final String name;
  private final Map<String, List<String>> lists;

  private CandidateFile(String name, Map<String, List<String>> lists) {
    this.name = name;
    this.lists = Collections.unmodifiableMap(lists);
  }

  /**
   * Reads a file in UTF-8.
   *
   * @param path the file
   * @return its lists
   * @throws DataException if the file is missing or cannot be read, if a line is blank or no user,
   *     tab and ids, or if a user has two lines
   */
  public static CandidateFile read(Path path) {
    TextSource source = TextSource.file(path);
    Map<String, List<String>> lists = new LinkedHashMap<>();
    Lines.readAll(source, StandardCharsets.UTF_8, line -> add(line, lists));
    return new CandidateFile(source.name(), lists);
  }

  private static void add(Lines.Line line, Map<String, List<String>> lists) {
    int tab = line.text().indexOf('\t');
    if (tab < 0) {
      throw line.rejected(
          "line", line.text(), "must be a user, a tab, and item ids separated by spaces or tabs");
    }
    String user = line.text().substring(0, tab);
    if (user.isBlank()) {
      throw line.rejected("user", user, "must not be blank");
    }
    if (lists.putIfAbsent(user, ids(line.text().substring(tab))) != null) {
      throw line.rejected("user", user, "must differ from every user before");
    }
  }

  private static List<String> ids(String field) {
    String ids = field.strip();
    return ids.isEmpty() ? List.of() : List.of(GAP.split(ids));
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
   * @return an immutable map in the order of the file, from user id to item ids, best first
   */
  public Map<String, List<String>> lists() {
    return lists;
  }
}
