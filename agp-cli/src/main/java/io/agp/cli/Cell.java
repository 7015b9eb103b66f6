package io.agp.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One evaluation of a sweep: what ranks, how it was learned, and whom it ranks. Cells of equal
 * settings have equal ids, and are run once.
 *
 * @param method base, dir, cot, manual, a learning method's name, or {@code recommender:NAME}
 * @param run data, model and learning
 * @param ablation what is switched off or cut in learning
 * @param testUsers the most users to test with
 * @param onTrainingUsers whether the users are ranked that were learned from, to show overfitting
 * @param changes what the cell sets otherwise than the sweep, as its id tells it
 */
record Cell(
    String method,
    RunSettings run,
    Ablation ablation,
    int testUsers,
    boolean onTrainingUsers,
    List<String> changes) {
  /** Stands before the name of a recommender whose order is tested on the same candidates. */
  static final String RECOMMENDER = "recommender:";

  private static final String TEST_USERS = "testUsers";

  /** The cell of a template, with the sweep's settings where the template says nothing. */
  static Cell of(CellTemplate template, SweepSettings sweep, String recommender) {
    Map<String, Object> settings = sweep.withRecommender(recommender);
    learningMethod(template.method()).ifPresent(m -> settings.put("method", m.name()));
    List<String> changes = new ArrayList<>();
    JsonMaps.override(settings, "learning", template.learning(), changes);
    JsonMaps.override(settings, "rpp", template.rpp(), changes);
    template.ablation().forEach((name, value) -> changes.add(name + "=" + value));
    return new Cell(
        template.method(),
        SweepSettings.parsed(settings),
        Ablation.of(template.ablation()),
        sweep.testUsers(),
        template.onTrainingUsers(),
        changes);
  }

  private static Optional<LearningMethod> learningMethod(String name) {
    return List.of(LearningMethod.values()).stream()
        .filter(method -> method.toString().equals(name))
        .findFirst();
  }

  /** How the policy is learned that ranks; empty if nothing is learned. */
  Optional<LearningMethod> learns() {
    return learningMethod(method);
  }

  /** Whether a language model ranks. */
  boolean asksModel() {
    return !method.equals("base") && !method.startsWith(RECOMMENDER);
  }

  /** Names the cell. */
  String id() {
    return learningId() + (onTrainingUsers ? ",on=train" : "");
  }

  /** Names what is learned: the same for cells that only rank other users with it. */
  String learningId() {
    return method
        + "@"
        + run.recommender().recommender
        + changes.stream().map(change -> "," + change).reduce("", String::concat);
  }

  /** An id as a file's name. */
  static String fileName(String id) {
    return id.replaceAll("[^A-Za-z0-9@=,.+-]+", "_");
  }

  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>(run.asJson());
    json.put("cell", method);
    json.put("ablation", JsonMaps.plain(ablation.fields()));
    json.put(TEST_USERS, testUsers);
    json.put("onTrainingUsers", Boolean.toString(onTrainingUsers));
    return json;
  }

  /** What decides what is learned: whom it is tested on does not. */
  Map<String, Object> learningJson() {
    Map<String, Object> json = asJson();
    json.remove(TEST_USERS);
    json.remove("onTrainingUsers");
    return json;
  }
}
