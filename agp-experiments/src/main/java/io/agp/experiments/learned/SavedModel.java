package io.agp.experiments.learned;

import io.agp.experiments.data.DataException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files of trained recommenders: which model it is, and which data it was trained on. */
final class SavedModel {
  private static final String MODEL = "model";
  private static final String DATA = "data";
  private static final String SETTINGS = "settings";
  private static final String NAME = "name";

  private SavedModel() {}

  /** Writes a model with its name in tables, its settings and the fingerprint of its data. */
  static void write(
      Path file,
      String model,
      String name,
      String settings,
      String fingerprint,
      List<Tensor> tensors) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(MODEL, model);
    metadata.put(NAME, name);
    metadata.put(SETTINGS, settings);
    metadata.put(DATA, fingerprint);
    TensorFile.write(file, metadata, tensors);
  }

  /** Which model a file holds. */
  static String model(Path file) {
    return TensorFile.read(file).text(file.toString(), MODEL);
  }

  /**
   * Reads a model.
   *
   * @throws DataException if it is another model, or was trained on other data
   */
  static TensorFile read(Path file, String model, Sequences data) {
    String path = file.toString();
    TensorFile read = TensorFile.read(file);
    String found = read.text(path, MODEL);
    if (!found.equals(model)) {
      throw DataException.of(
          path, "must hold a " + model + " model, but holds a " + found + " one");
    }
    if (!read.text(path, DATA).equals(data.fingerprint())) {
      throw DataException.of(
          path, "must hold a model that was trained on this split: it was trained on other data");
    }
    return read;
  }

  /** The name that was written. */
  static String name(Path file, TensorFile read) {
    return read.text(file.toString(), NAME);
  }

  /** The settings that were written. */
  static String settings(Path file, TensorFile read) {
    return read.text(file.toString(), SETTINGS);
  }
}
