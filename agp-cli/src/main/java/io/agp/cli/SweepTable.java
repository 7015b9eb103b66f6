package io.agp.cli;

import io.agp.metrics.PairedBootstrap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What an experiment came to so far: our values with their intervals beside the published ones, and
 * what a reader must know of them. What was not run, or cannot be filled, is empty.
 *
 * @param plan the experiment
 * @param column what our column is called
 * @param rows the rows
 * @param results of the cells that are done, by their ids
 * @param described the settings, for the notes
 * @param simulated whether the simulated model answered
 * @param seed the bootstrap's seed
 */
record SweepTable(
    ExperimentPlan plan,
    String column,
    List<SweepRow> rows,
    Map<String, CellResult> results,
    Map<String, String> described,
    boolean simulated,
    long seed) {
  private static final String INTERVALS =
      "Brackets are 95 % intervals from a bootstrap over users; differences are of NDCG@10, paired by"
          + " user. Users whose call failed, or whose answer could not be read, keep the base order and stay"
          + " in n.";

  /** The result of a cell that is done and filled. */
  Optional<CellResult> result(Optional<Cell> cell) {
    return cell.map(c -> results.get(c.id())).filter(result -> result.unfilled().isEmpty());
  }

  /** A row minus the one that it is held against, if both are filled. */
  Optional<PairedBootstrap> difference(SweepRow row) {
    Optional<CellResult> other = result(row.against());
    return other.flatMap(o -> result(row.cell()).flatMap(own -> own.minus(o, seed)));
  }

  /** What stands below the table. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (simulated) {
      notes.add("Simulated. " + Report.SIMULATED);
    }
    notes.add("Published values: " + plan.source() + ".");
    notes.addAll(plan.notes());
    notes.add(INTERVALS);
    notes.add(
        described.entrySet().stream()
            .map(setting -> setting.getKey() + " " + setting.getValue())
            .collect(
                Collectors.joining("; ", "Settings, where a row does not name others: ", ".")));
    notes.addAll(reasons());
    rows.stream().flatMap(row -> failures(row).stream()).forEach(notes::add);
    return notes;
  }

  /** What a row is held against: the labels that differ from its own. */
  String against(SweepRow row) {
    return rows.stream()
        .filter(other -> other.cell().isPresent() && other.cell().equals(row.against()))
        .findFirst()
        .map(other -> differing(other.labels(), row.labels()))
        .orElse("");
  }

  private static String differing(List<String> labels, List<String> own) {
    return IntStream.range(0, labels.size())
        .filter(i -> !labels.get(i).isEmpty() && !labels.get(i).equals(own.get(i)))
        .mapToObj(labels::get)
        .collect(Collectors.joining(", "));
  }

  private static String label(SweepRow row) {
    return row.labels().stream()
        .filter(label -> !label.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /** Why rows are empty; rows of one reason share a line. */
  private List<String> reasons() {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (SweepRow row : rows) {
      reason(row)
          .ifPresent(why -> byReason.computeIfAbsent(why, w -> new ArrayList<>()).add(label(row)));
    }
    List<String> reasons = new ArrayList<>();
    byReason.forEach(
        (why, labels) -> reasons.add("Empty: " + String.join("; ", labels) + ": " + why + "."));
    if (rows.stream().anyMatch(SweepRow::isPublishedOnly)) {
      reasons.add("Rows of the paper alone are of recommenders, models or sizes other than these.");
    }
    return reasons;
  }

  /** Why a row of ours is empty; empty if it is not. */
  Optional<String> reason(SweepRow row) {
    if (row.cell().isEmpty()) {
      return row.unfilled();
    }
    CellResult result = results.get(row.cell().get().id());
    return result == null ? Optional.of("not run yet") : result.unfilled();
  }

  private Optional<String> failures(SweepRow row) {
    return result(row.cell())
        .filter(result -> result.fallbackShare() > 0)
        .map(
            result ->
                String.format(
                    Locale.ROOT,
                    "%s: %.1f %% of the users kept the base order, as their call failed or its answer could"
                        + " not be read.",
                    label(row),
                    100 * result.fallbackShare()));
  }

  /** All of it as JSON values, numbers in full. */
  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("experiment", plan.name());
    json.put("shows", plan.shows());
    json.put("source", plan.source());
    json.put("simulated", simulated);
    json.put("column", column);
    json.put("settings", described);
    json.put("rows", rows.stream().map(this::jsonRow).toList());
    json.put("notes", notes());
    return json;
  }

  private Map<String, Object> jsonRow(SweepRow row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("labels", row.labels());
    row.cell().ifPresent(cell -> json.put("cell", cell.id()));
    result(row.cell())
        .ifPresent(
            result -> {
              Map<String, Object> ours = result.asJson();
              ours.remove("ndcg@10");
              json.put("ours", ours);
            });
    difference(row)
        .ifPresent(
            difference -> {
              Map<String, Object> held = Json.interval(difference);
              held.put("to", against(row));
              json.put("difference", held);
            });
    reason(row).ifPresent(why -> json.put("empty", why));
    json.put("published", row.published());
    return json;
  }
}
