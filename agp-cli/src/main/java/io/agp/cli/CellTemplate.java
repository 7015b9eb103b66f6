package io.agp.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of an experiment as its data file has it, before it is known which base recommenders and
 * which model it is run with.
 *
 * @param labels the row's labels; {@code {recommender}}, {@code {model}} and a setting of learning
 *     such as {@code {trainUsers}} are filled in
 * @param method as in {@link Cell}; empty if the row cannot be run
 * @param learning settings of learning that the row changes
 * @param rpp settings of RPP that the row changes
 * @param ablation what is switched off or cut
 * @param onTrainingUsers whether training users are ranked
 * @param against the number of the row that this one is held against; empty for none
 * @param unfilled why the row cannot be run; empty if it can
 */
record CellTemplate(
    List<String> labels,
    String method,
    Map<String, Object> learning,
    Map<String, Object> rpp,
    Map<String, Object> ablation,
    boolean onTrainingUsers,
    Optional<Integer> against,
    Optional<String> unfilled) {
  static CellTemplate of(JsonObject json) {
    Optional<String> unfilled = Optional.ofNullable(json.optionalString("unfilled"));
    return new CellTemplate(
        json.strings("labels"),
        unfilled.isPresent() ? "" : json.string("method"),
        section(json, "learning"),
        section(json, "rpp"),
        section(json, "ablation"),
        "train".equals(json.optionalString("on")),
        json.fields().containsKey("against")
            ? Optional.of(json.integer("against"))
            : Optional.empty(),
        unfilled);
  }

  private static Map<String, Object> section(JsonObject json, String name) {
    return json.fields().containsKey(name) ? JsonMaps.plain(json.object(name)) : Map.of();
  }
}
