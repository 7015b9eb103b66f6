package io.agp.cli;

import io.agp.Interaction;
import io.agp.Item;
import io.agp.User;
import io.agp.experiments.data.Dataset;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A data set as JSON lines. {@code items.jsonl} has {@code id}, {@code title} and {@code
 * attributes}; {@code interactions.jsonl} has {@code user}, {@code item}, {@code time} (ISO 8601,
 * absent if not known) and {@code heldOut} ({@code validation} or {@code test}, where the source
 * itself holds the interaction out). A user's interactions stand together in the order of the
 * history.
 */
final class JsonLinesFiles {
  static final String ITEMS = "items.jsonl";
  static final String INTERACTIONS = "interactions.jsonl";

  private JsonLinesFiles() {}

  /**
   * Writes both files, each whole or not at all. Files of these names are replaced.
   *
   * @throws UncheckedIOException if a file cannot be written
   */
  static void write(Dataset dataset, Path dir) {
    try {
      Files.createDirectories(dir);
      write(dir.resolve(ITEMS), dataset.items().values().stream().map(JsonLinesFiles::item));
      write(
          dir.resolve(INTERACTIONS),
          dataset.users().stream()
              .flatMap(user -> interactions(user, dataset.heldOut().contains(user.id()))));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to " + dir + ": " + e.getMessage(), e);
    }
  }

  private static void write(Path file, Stream<Map<String, ?>> lines) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
      for (Map<String, ?> line : (Iterable<Map<String, ?>>) lines::iterator) {
        out.write(Json.line(line));
        out.write('\n');
      }
    }
    Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Map<String, ?> item(Item item) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", item.id());
    json.put("title", item.title());
    json.put("attributes", item.attributes());
    return json;
  }

  private static Stream<Map<String, ?>> interactions(User user, boolean heldOutBySource) {
    List<Interaction> history = user.history();
    return Stream.iterate(0, i -> i < history.size(), i -> i + 1)
        .map(
            i ->
                interaction(
                    user.id(),
                    history.get(i),
                    heldOutBySource ? role(history.size() - i) : Optional.empty()));
  }

  /** What the source holds an interaction out for, by its place from the end. */
  private static Optional<String> role(int fromTheEnd) {
    return switch (fromTheEnd) {
      case 1 -> Optional.of("test");
      case 2 -> Optional.of("validation");
      default -> Optional.empty();
    };
  }

  private static Map<String, ?> interaction(
      String user, Interaction contact, Optional<String> heldOut) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("user", user);
    json.put("item", contact.item().id());
    contact.time().ifPresent(time -> json.put("time", time.toString()));
    heldOut.ifPresent(role -> json.put("heldOut", role));
    return json;
  }
}
