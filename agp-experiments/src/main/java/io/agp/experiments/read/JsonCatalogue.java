package io.agp.experiments.read;

import com.squareup.moshi.JsonReader;
import io.agp.Item;
import java.util.function.BiFunction;

/**
 * Reads the items of a catalogue in JSON lines. To be read when all interactions are known: only
 * the items that they are about are kept.
 */
final class JsonCatalogue {
  static final String LEFT_OUT = "item without an interaction that is kept: left out";
  static final String REPEATED = "item that the catalogue has twice: only the first is kept";

  private JsonCatalogue() {}

  /**
   * Reads a file.
   *
   * @param idField the field that holds an item's id
   * @param fields the fields that an item is made of
   * @param item makes an item of its id and fields
   */
  static void read(
      TextSource source,
      Reading reading,
      String idField,
      JsonReader.Options fields,
      BiFunction<String, JsonRecord, Item> item) {
    JsonReader.Options onlyId = JsonReader.Options.of(idField);
    JsonLine.read(
        source,
        reading,
        line -> {
          String id = line.fields(onlyId).required(idField);
          if (isNewAndWanted(reading, id, line.place())) {
            reading.item(item.apply(id, line.fields(fields)));
          }
        });
  }

  /** Whether an item is to be made; counts it if not. */
  static boolean isNewAndWanted(Reading reading, String id, String place) {
    if (!reading.wants(id)) {
      reading.problem(LEFT_OUT, place + ": item " + id);
      return false;
    }
    if (reading.hasItem(id)) {
      reading.problem(REPEATED, place + ": item " + id);
      return false;
    }
    return true;
  }
}
