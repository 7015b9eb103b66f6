package io.agp.rpp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Logged choices, a line of JSON for each answered call: the state, what each agent chose in it,
 * how probable that was, and what it earned.
 */
final class ChoiceLog {
  private static final Set<String> FIELDS =
      Set.of(
          "space",
          "encoder",
          "iteration",
          "round",
          "user",
          "state",
          "actions",
          "choices",
          "probabilities",
          "reward");

  private final Path file;

  ChoiceLog(Path file) {
    this.file = file;
  }

  /** Appends the calls that have a reward. */
  void append(PolicyCore core, List<Rollout.Result> results) {
    StringBuilder lines = new StringBuilder();
    for (Rollout.Result result : results) {
      if (result.reward.isPresent()) {
        lines.append(LocatedJson.writeCompact(toJson(core, result))).append('\n');
      }
    }
    try {
      Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private static Map<String, Object> toJson(PolicyCore core, Rollout.Result result) {
    List<Step> steps = result.episode.steps();
    Step step = steps.get(steps.size() - 1);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("space", core.space().hash());
    json.put("encoder", core.encoder().userEncoderName());
    json.put("iteration", step.iteration);
    json.put("round", steps.size() - 1);
    json.put("user", result.user.user().id());
    json.put("state", Arrays.stream(step.state).boxed().toList());
    json.put("actions", Arrays.stream(step.actions).boxed().toList());
    json.put("choices", Arrays.stream(result.choices).boxed().toList());
    json.put("probabilities", Arrays.stream(step.probabilities).boxed().toList());
    json.put("reward", step.reward);
    return json;
  }

  /**
   * The first rounds of the log as episodes of one step, as if of iteration 0. Later rounds are
   * left out: their states were made by another GRU.
   */
  List<Episode> read(PolicyCore core) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    List<Episode> episodes = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        String source = file + ", line " + (i + 1);
        LocatedJson json = LocatedJson.parse(source, lines.get(i)).only(FIELDS);
        Step step = step(json, core);
        if (json.integer("round") == 0) {
          episodes.add(new Episode(List.of(step)));
        }
      }
    }
    return episodes;
  }

  private static Step step(LocatedJson json, PolicyCore core) {
    require(json, "space", core.space().hash(), "must be that of the space learned with");
    require(
        json, "encoder", core.encoder().userEncoderName(), "must be the user encoder learned with");
    int dimensions = core.encoder().dimensions();
    List<Integer> sizes = core.layout().sizes();
    double[] state = json.numbers("state");
    double[] chosen = json.numbers("actions");
    double[] probabilities = json.numbers("probabilities");
    requireLength(json, "state", state, dimensions);
    requireLength(json, "actions", chosen, sizes.size());
    requireLength(json, "probabilities", probabilities, sizes.size());
    int[] actions = new int[chosen.length];
    for (int agent = 0; agent < actions.length; agent++) {
      actions[agent] = (int) chosen[agent];
      if (actions[agent] != chosen[agent]
          || actions[agent] < 0
          || actions[agent] >= sizes.get(agent)) {
        throw json.bad("actions", chosen[agent], "must be below " + sizes.get(agent));
      }
      if (!(probabilities[agent] > 0 && probabilities[agent] <= 1)) {
        throw json.bad("probabilities", probabilities[agent], "must be above 0 and at most 1");
      }
    }
    double reward = json.number("reward");
    if (reward < 0 || reward > 1) {
      throw json.bad("reward", reward, "must be within 0..1");
    }
    return new Step(
        0,
        state,
        actions,
        probabilities,
        new double[dimensions],
        new double[1][dimensions],
        reward);
  }

  private static void require(LocatedJson json, String name, String expected, String rule) {
    if (!json.string(name).equals(expected)) {
      throw json.bad(name, json.string(name), rule + ", \"" + expected + '"');
    }
  }

  private static void requireLength(LocatedJson json, String name, double[] found, int length) {
    if (found.length != length) {
      throw json.bad(name, found.length + " numbers", "must have " + length + " numbers");
    }
  }
}
