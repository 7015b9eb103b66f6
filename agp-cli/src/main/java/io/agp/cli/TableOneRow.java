package io.agp.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A row of Table 1: our value where there is one, the published ones where there are any.
 *
 * @param recommender the base recommender, as the paper writes it where it has it
 * @param method the method
 * @param model the language model; empty for the base ranking
 * @param value our NDCG@10; empty if it was not run
 * @param difference our difference to the base ranking with its interval; empty for that itself
 * @param published the paper's values by data set; empty if the paper has no such row
 */
record TableOneRow(
    String recommender,
    String method,
    String model,
    String value,
    String difference,
    Map<String, String> published) {
  private static final Map<String, String> PAPER_NAMES =
      Map.of("lightgcn", "LightGCN", "sasrec", "SASRec");

  /** Our rows for one base recommender. */
  static List<TableOneRow> rows(
      String recommender,
      String model,
      int trainUsers,
      TableOneCell cell,
      PublishedTable published) {
    List<TableOneRow> rows = new ArrayList<>();
    String base = PAPER_NAMES.getOrDefault(recommender, recommender);
    for (String key : TableOneCell.METHODS) {
      String method = key.equals("agp") ? "AGP-T" + trainUsers : Tables.name(key);
      String by = key.equals("base") ? "" : model;
      rows.add(
          new TableOneRow(
              base,
              method,
              by,
              cell.values().getOrDefault(key, ""),
              cell.differences().getOrDefault(key, ""),
              published(published, base, method, by)));
    }
    return rows;
  }

  private static Map<String, String> published(
      PublishedTable table, String recommender, String method, String model) {
    return table.rows().stream()
        .filter(row -> row.recommender().equals(recommender))
        .filter(row -> row.method().equals(method) && row.model().equals(model))
        .findFirst()
        .map(PublishedTable.Row::values)
        .orElse(Map.of());
  }

  /** The paper's rows that none of ours stands beside. */
  static List<TableOneRow> notRun(PublishedTable table, List<TableOneRow> run) {
    return table.rows().stream()
        .map(
            row ->
                new TableOneRow(row.recommender(), row.method(), row.model(), "", "", row.values()))
        .filter(row -> run.stream().noneMatch(row::isSameCell))
        .toList();
  }

  private boolean isSameCell(TableOneRow other) {
    return recommender.equals(other.recommender)
        && method.equals(other.method)
        && model.equals(other.model);
  }

  /** Our value minus the paper's; empty unless there are both. */
  String minusPublished(String dataSet) {
    String paper = published.getOrDefault(dataSet, "");
    if (value.isEmpty() || paper.isEmpty()) {
      return "";
    }
    return String.format(
        Locale.ROOT, "%+.3f", Double.parseDouble(value) - Double.parseDouble(paper));
  }
}
