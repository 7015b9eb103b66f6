package io.agp.experiments.learned;

import io.agp.experiments.data.DataException;
import java.util.HashMap;
import java.util.Map;

/** What decides a SASRec model besides the data and the seed. */
record SasRecSettings(
    int dimensions,
    int blocks,
    int heads,
    int length,
    double dropout,
    SasRecRecommender.Loss loss,
    int batch,
    int windows,
    double learningRate) {
  SasRecSettings {
    requirePositive("dimensions", dimensions);
    requirePositive("blocks", blocks);
    requirePositive("heads", heads);
    requirePositive("length", length);
    requirePositive("batch", batch);
    requirePositive("windows", windows);
    if (dimensions % heads != 0) {
      throw new IllegalArgumentException(
          String.format("heads must divide dimensions, %d: %d", dimensions, heads));
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout must be at least 0 and below 1, was " + dropout);
    }
    if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "learningRate must be above 0 and finite, was " + learningRate);
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, was " + value);
    }
  }

  /** All of it as text; {@link #parse} reads it. */
  String text() {
    return String.join(
        " ",
        "dimensions=" + dimensions,
        "blocks=" + blocks,
        "heads=" + heads,
        "length=" + length,
        "dropout=" + dropout,
        "loss=" + loss,
        "batch=" + batch,
        "windows=" + windows,
        "learningRate=" + learningRate);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws DataException if it is no such text
   */
  static SasRecSettings parse(String file, String text) {
    Map<String, String> values = new HashMap<>();
    for (String part : text.split(" ")) {
      int equals = part.indexOf('=');
      values.put(part.substring(0, Math.max(0, equals)), part.substring(equals + 1));
    }
    try {
      return new SasRecSettings(
          whole(values, "dimensions"),
          whole(values, "blocks"),
          whole(values, "heads"),
          whole(values, "length"),
          Double.parseDouble(values.getOrDefault("dropout", "")),
          SasRecRecommender.Loss.valueOf(values.getOrDefault("loss", "")),
          whole(values, "batch"),
          whole(values, "windows"),
          Double.parseDouble(values.getOrDefault("learningRate", "")));
    } catch (IllegalArgumentException e) {
      throw DataException.of(file, "must hold the settings of SASRec, was \"" + text + "\"");
    }
  }

  private static int whole(Map<String, String> values, String name) {
    return Integer.parseInt(values.getOrDefault(name, ""));
  }
}
