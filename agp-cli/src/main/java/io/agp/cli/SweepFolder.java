package io.agp.cli;

import io.agp.llm.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sweep's folder: {@code sweep.json} with the settings that all cells share, {@code cells} with a
 * file for each cell that is done, {@code learned} with a run's folder for each policy, and the
 * recommenders. Every file appears whole or not at all, and {@code calls.jsonl} holds every answer,
 * so a sweep can be stopped at any time.
 */
final class SweepFolder {
  private final Path folder;

  private SweepFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens a folder, new or of an earlier sweep.
   *
   * @throws IllegalArgumentException if an earlier sweep had other settings; names the difference
   */
  static SweepFolder open(Path folder, Map<String, Object> settings) {
    Path file = folder.resolve("sweep.json");
    if (!Files.exists(file)) {
      Json.write(file, settings);
    }
    requireSame(file, read(file), settings);
    return new SweepFolder(folder);
  }

  /** Keeps a cell that is done. */
  void write(Cell cell, CellResult result, boolean simulated) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("cell", cell.id());
    json.put("simulated", simulated);
    json.put("settings", cell.asJson());
    json.put("result", result.asJson());
    Json.write(file(cell), json);
  }

  /**
   * A cell that is done, or empty.
   *
   * @throws IllegalArgumentException if the file is of other settings, or damaged
   */
  Optional<CellResult> read(Cell cell) {
    Path file = file(cell);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonObject json = read(file);
    requireSame(file, json.object("settings"), cell.asJson());
    return Optional.of(CellResult.of(json.object("result")));
  }

  /** What the cells' calls were answered, for cells that an interruption leaves half done. */
  Journal journal() {
    return Journal.open(folder.resolve("calls.jsonl"));
  }

  private Path file(Cell cell) {
    return folder.resolve("cells").resolve(Cell.fileName(cell.id()) + ".json");
  }

  /** Where a policy is kept that cells rank with: a folder as {@code agp train} makes it. */
  RunFolder learned(Cell cell) {
    return RunFolder.renew(folder.resolve("learned").resolve(Cell.fileName(cell.learningId())));
  }

  /** Says that learning is done, and what it asked; its policy is in its folder by now. */
  static void finishLearning(RunFolder learned, Cell cell, long requests) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("settings", cell.learningJson());
    json.put("requests", Long.toString(requests));
    Json.write(learned.result("learning.json"), json);
  }

  /** The requests of learning if it is done. */
  static Optional<Long> finishedLearning(RunFolder learned, Cell cell) {
    Path file = learned.result("learning.json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonObject json = read(file);
    requireSame(file, json.object("settings"), cell.learningJson());
    return Optional.of(Long.valueOf(json.string("requests")));
  }

  /** Where a trained recommender is kept. */
  RunFolder recommender(String name) {
    return RunFolder.renew(folder.resolve("recommenders").resolve(Cell.fileName(name)));
  }

  private static JsonObject read(Path file) {
    try {
      return JsonObject.parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static void requireSame(Path file, JsonObject before, Map<String, Object> now) {
    // Through text, as numbers are read that way.
    JsonObject parsed = JsonObject.parse("settings", Json.line(now));
    @Nullable String difference = JsonMaps.difference(before.fields(), parsed.fields());
    if (difference != null) {
      throw new IllegalArgumentException(
          file + " is of other settings: " + difference + "; name another --run");
    }
  }
}
