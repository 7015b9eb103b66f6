package io.agp.cli;

import io.agp.optimize.LearnedPrompt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A run's folder: its settings, its prompt, its results. */
final class RunFolder {
  private final Path folder;

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  /** Makes the folder of a new run; one that never got to its prompt is begun anew. */
  static RunFolder create(Path folder) {
    RunFolder run = new RunFolder(folder);
    if (Files.exists(run.promptFile())) {
      throw new IllegalArgumentException(
          "--run " + folder + " holds a learned prompt already; name another folder");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the folder " + folder, e);
    }
    return run;
  }

  /** The folder of a finished run. */
  static RunFolder open(Path folder) {
    RunFolder run = new RunFolder(folder);
    if (!Files.exists(run.settingsFile())) {
      throw new IllegalArgumentException(
          "--run " + folder + " holds no run: there is no " + run.settingsFile());
    }
    return run;
  }

  void writeSettings(RunSettings settings) {
    Json.write(settingsFile(), settings.asJson());
  }

  RunSettings readSettings() {
    try {
      return RunSettings.of(
          JsonObject.parse(settingsFile().toString(), Files.readString(settingsFile())));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + settingsFile(), e);
    }
  }

  void writePrompt(LearnedPrompt prompt) {
    prompt.save(promptFile());
  }

  LearnedPrompt readPrompt() {
    if (!Files.exists(promptFile())) {
      throw new IllegalArgumentException(
          "--run " + folder + " has no prompt yet: " + promptFile() + " does not exist");
    }
    return LearnedPrompt.load(promptFile());
  }

  Path promptFile() {
    return folder.resolve("prompt.json");
  }

  Path result(String name) {
    return folder.resolve(name);
  }

  private Path settingsFile() {
    return folder.resolve("run.json");
  }
}
