package io.agp.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of an experiment's table before it is run: ours, the paper's, or both.
 *
 * @param labels the row's labels
 * @param cell what fills it; empty if it cannot be run
 * @param against the cell that it is held against; empty for none
 * @param unfilled why it cannot be run; empty if it can, or if it is of the paper alone
 * @param published the paper's values by column; empty if the paper has no such row
 */
record SweepRow(
    List<String> labels,
    Optional<Cell> cell,
    Optional<Cell> against,
    Optional<String> unfilled,
    Map<String, String> published) {
  private static final Map<String, String> PAPER_NAMES =
      Map.of("lightgcn", "LightGCN", "sasrec", "SASRec");

  /**
   * The rows of an experiment, ours first, for each recommender in turn; then those of the paper
   * that none of ours stands beside.
   *
   * @throws IllegalArgumentException if several recommenders would have rows of the same labels
   */
  static List<SweepRow> of(
      ExperimentPlan plan, SweepSettings settings, List<String> recommenders, String model) {
    List<SweepRow> rows = new ArrayList<>();
    for (String recommender : recommenders) {
      List<@Nullable Cell> cells = new ArrayList<>();
      for (CellTemplate template : plan.cells()) {
        cells.add(
            template.unfilled().isPresent() ? null : Cell.of(template, settings, recommender));
      }
      for (int i = 0; i < cells.size(); i++) {
        rows.add(row(plan, i, cells, recommender, model));
      }
    }
    if (rows.stream().map(SweepRow::labels).distinct().count() < rows.size()) {
      throw new IllegalArgumentException(
          plan.name() + " has no column for base recommenders: name one, not " + recommenders);
    }
    rows.addAll(notRun(plan, rows));
    return rows;
  }

  private static SweepRow row(
      ExperimentPlan plan,
      int number,
      List<@Nullable Cell> cells,
      String recommender,
      String model) {
    CellTemplate template = plan.cells().get(number);
    Optional<Cell> cell = Optional.ofNullable(cells.get(number));
    List<String> labels =
        template.labels().stream().map(label -> filled(label, cell, recommender, model)).toList();
    return new SweepRow(
        labels,
        cell,
        template.against().map(cells::get),
        template.unfilled(),
        plan.published().stream()
            .filter(row -> row.labels().equals(labels))
            .findFirst()
            .map(ExperimentPlan.Published::values)
            .orElse(Map.of()));
  }

  private static String filled(
      String label, Optional<Cell> cell, String recommender, String model) {
    String trained = cell.map(c -> Integer.toString(c.run().learning().trainUsers)).orElse("");
    return label
        .replace("{recommender}", PAPER_NAMES.getOrDefault(recommender, recommender))
        .replace("{model}", model)
        .replace("{trainUsers}", trained);
  }

  private static List<SweepRow> notRun(ExperimentPlan plan, List<SweepRow> ours) {
    return plan.published().stream()
        .filter(row -> ours.stream().noneMatch(own -> own.labels.equals(row.labels())))
        .map(
            row ->
                new SweepRow(
                    row.labels(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    row.values()))
        .toList();
  }

  /** Whether the row is of the paper alone. */
  boolean isPublishedOnly() {
    return cell.isEmpty() && unfilled.isEmpty();
  }
}
