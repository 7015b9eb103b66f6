package io.agp.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all cells of a sweep have in common, as the command line and the experiment say.
 *
 * @param settings as {@link RunSettings} writes them, of some method and recommender
 * @param testUsers the most users to test with
 */
record SweepSettings(Map<String, Object> settings, int testUsers) {
  /** The settings with another base recommender; a copy. */
  Map<String, Object> withRecommender(String name) {
    Map<String, Object> copy = new LinkedHashMap<>(settings);
    JsonMaps.override(copy, "recommender", Map.of("name", name), new ArrayList<>());
    return copy;
  }

  /** The settings themselves, of some method and recommender. */
  RunSettings run() {
    return parsed(settings);
  }

  static RunSettings parsed(Map<String, Object> settings) {
    return RunSettings.of(JsonObject.parse("settings", Json.line(settings)));
  }

  /** What must be the same when a sweep goes on, whatever experiment it is. */
  Map<String, Object> asJson(String dataset) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", "agp-sweep-1");
    json.put("dataset", dataset);
    json.put("settings", common());
    json.put("testUsers", testUsers);
    return json;
  }

  private Map<String, Object> common() {
    Map<String, Object> common = new LinkedHashMap<>(settings);
    List.of("recommender", "method").forEach(common::remove);
    return common;
  }
}
