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
   * The score is 1 / rank, so that it falls with the rank. Ids with white space are refused, as the
   * format cannot hold them.
   *
   * @param evaluation the rankings
   * @param tag the method's name
   * @param file where
   * @throws UncheckedIOException if the file cannot be written
   * @throws IllegalArgumentException if an id holds white space
   */
  public static void writeTrec(Evaluation evaluation, String tag, Path file) {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int u = 0; u < evaluation.n(); u++) {
        String user = trecId(evaluation.users().get(u).user().id());
        List<Item> items = evaluation.rankings().get(u).items();
        for (int i = 0; i < items.size(); i++) {
          out.write(
              String.format(
                  Locale.ROOT,
                  "%s Q0 %s %d %.6f %s%n",
                  user,
                  trecId(items.get(i).id()),
                  i + 1,
                  1.0 / (i + 1),
                  tag));
        }
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

  private static String trecId(String id) {
    if (id.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException(
          "A TREC run cannot hold an id with white space, was \"" + id + "\"");
    }
    return id;
  }
}
