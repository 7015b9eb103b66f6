package io.agp.experiments.read;

import io.agp.Interaction;
import io.agp.Item;
import io.agp.User;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** Writes data sets as RecBole's atomic files. Thread-safe. */
public final class RecBoleFiles {
  private RecBoleFiles() {}

  /**
   * Writes {@code NAME.inter} and {@code NAME.item}, NAME being the data set's.
   *
   * @param dataset what to write
   * @param dir the folder; made if it does not exist
   * @throws DataException if a file cannot be written
   */
  public static void write(Dataset dataset, Path dir) {
    try {
      Files.createDirectories(dir);
      writeInteractions(dataset, dir.resolve(dataset.name() + ".inter"));
      writeItems(dataset, dir.resolve(dataset.name() + ".item"));
    } catch (IOException e) {
      throw DataException.unreadable(dir.toString(), e);
    }
  }

  private static void writeInteractions(Dataset dataset, Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("user_id:token\titem_id:token\ttimestamp:float\n");
      for (User user : dataset.users()) {
        for (Interaction contact : user.history()) {
          String time = contact.time().map(RecBoleFiles::seconds).orElse("");
          out.write(user.id() + "\t" + contact.item().id() + "\t" + time + "\n");
        }
      }
    }
  }

  private static String seconds(Instant time) {
    return Long.toString(time.getEpochSecond());
  }

  private static void writeItems(Dataset dataset, Path file) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    dataset.items().values().forEach(item -> names.addAll(item.attributes().keySet()));
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("item_id:token\ttitle:token");
      for (String name : names) {
        out.write("\t" + name + ":token");
      }
      out.write("\n");
      for (Item item : dataset.items().values()) {
        out.write(item.id() + "\t" + item.title());
        for (String name : names) {
          out.write("\t" + item.attributes().getOrDefault(name, ""));
        }
        out.write("\n");
      }
    }
  }
}
