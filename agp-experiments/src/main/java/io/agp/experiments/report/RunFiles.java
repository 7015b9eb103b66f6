package io.agp.experiments.report;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.metrics.Evaluation;
import io.agp.metrics.RankingMetrics;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes every user's result, so that others can score it and test significance. */
public final class RunFiles {
  private static final JsonAdapter<Object> JSON = new Moshi.Builder().build().adapter(Object.class);

  private RunFiles() {}

  /**
   * Writes rankings as a TREC run: {@code user Q0 item rank score tag}, a line for each candidate.
   * The score falls by one from rank to rank, down to 1, so that no two are tied. Ids with white
   * space are refused, as the format cannot hold them.
   *
   * @param evaluation the rankings
   * @param tag the method's name; no white space
   * @param file where
   * @throws UncheckedIOException if the file cannot be written
   * @throws IllegalArgumentException if an id or the tag holds white space
   */
  public static void writeTrec(Evaluation evaluation, String tag, Path file) {
    Map<String, List<String>> rankings = new LinkedHashMap<>();
    for (int u = 0; u < evaluation.n(); u++) {
      rankings.put(
          evaluation.users().get(u).user().id(),
          evaluation.rankings().get(u).items().stream().map(Item::id).toList());
    }
    writeTrec(rankings, tag, file);
  }

  /**
   * Writes lists as a TREC run, as {@link #writeTrec(Evaluation, String, Path)} does.
   *
   * @param rankings item ids, best first, by user id, in the order of the file
   * @param tag the method's name; no white space
   * @param file where
   * @throws UncheckedIOException if the file cannot be written
   * @throws IllegalArgumentException if an id or the tag holds white space
   */
  public static void writeTrec(Map<String, List<String>> rankings, String tag, Path file) {
    word(tag, "a tag");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Map.Entry<String, List<String>> ranking : rankings.entrySet()) {
        String user = word(ranking.getKey(), "an id");
        List<String> items = ranking.getValue();
        for (int i = 0; i < items.size(); i++) {
          out.write(
              String.format(
                  Locale.ROOT,
                  "%s Q0 %s %d %d %s\n",
                  user,
                  word(items.get(i), "an id"),
                  i + 1,
                  items.size() - i,
                  tag));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /**
   * Writes lists as a candidate file: the user, a tab, item ids separated by spaces, best first.
   *
   * @param lists item ids by user id, in the order of the file
   * @param file where
   * @throws UncheckedIOException if the file cannot be written
   * @throws IllegalArgumentException if an id holds white space
   */
  public static void writeCandidates(Map<String, List<String>> lists, Path file) {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Map.Entry<String, List<String>> list : lists.entrySet()) {
        list.getValue().forEach(id -> word(id, "an id"));
        out.write(word(list.getKey(), "an id") + "\t" + String.join(" ", list.getValue()) + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /**
   * Writes a JSON object for each user: the ranking, the relevant items, the measures, the source,
   * and the failure if there was one.
   *
   * @param evaluation the rankings
   * @param file where
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void writeJsonLines(Evaluation evaluation, Path file) {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int u = 0; u < evaluation.n(); u++) {
        out.write(JSON.toJson(line(evaluation.users().get(u), evaluation.rankings().get(u))));
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private static Map<String, Object> line(LabelledUser user, Ranking ranking) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("user", user.user().id());
    json.put("ranking", ranking.items().stream().map(Item::id).toList());
    json.put("relevant", user.gains());
    json.put("ndcg@10", RankingMetrics.ndcg(user, ranking, 10));
    json.put("mrr", RankingMetrics.reciprocalRank(user, ranking, 10));
    json.put("meanPosition", RankingMetrics.meanPosition(user, ranking));
    json.put("source", ranking.source().name());
    ranking.failure().ifPresent(failure -> json.put("failure", failure.toString()));
    return json;
  }

  private static String word(String text, String what) {
    if (text.isEmpty() || text.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException(
          "A run file cannot hold " + what + " that is empty or has white space: \"" + text + "\"");
    }
    return text;
  }
}
