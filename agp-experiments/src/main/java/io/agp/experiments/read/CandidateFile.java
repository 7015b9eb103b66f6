package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Candidate lists that somebody else made, one user a line: the user, a tab, then item ids
 * separated by spaces, best first. Lists stand here as they are written: they may hold items of the
 * user's history, repeated ids and ids that no item has. Immutable and thread-safe.
 */
public final class CandidateFile {
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
   * @throws DataException if the file is missing or cannot be read, if a line is no user, tab and
   *     ids, or if a user has two lines
   */
  public static CandidateFile read(Path path) {
    TextSource source = TextSource.file(path);
    Map<String, List<String>> lists = new LinkedHashMap<>();
    try (BufferedReader reader = source.open()) {
      long number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        add(source.name(), number, line, lists);
      }
    } catch (IOException e) {
      throw source.failure(e);
    }
    return new CandidateFile(source.name(), lists);
  }

  private static void add(String file, long number, String line, Map<String, List<String>> lists) {
    String[] fields = line.split("\t", -1);
    if (fields.length != 2) {
      throw DataException.at(
          file, number, "line", line, "must be a user, one tab, and item ids separated by spaces");
    }
    String user = fields[0];
    if (user.isBlank()) {
      throw DataException.at(file, number, "user", user, "must not be blank");
    }
    if (lists.putIfAbsent(user, ids(fields[1])) != null) {
      throw DataException.at(file, number, "user", user, "must differ from every user before");
    }
  }

  private static List<String> ids(String field) {
    String ids = field.strip();
    return ids.isEmpty() ? List.of() : List.of(ids.split(" +"));
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
