package io.agp.optimize;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All promotions of a registry in one file that is replaced as a whole: what is served and how it
 * came to that cannot contradict each other.
 */
final class PromotionFile {
  private static final String FORMAT = "agp-promotions-1";

  private final Path file;

  PromotionFile(Path file) {
    this.file = file;
  }

  /**
   * What changes when the file is replaced: without reading it, it is another file, of another time
   * or size.
   */
  String stamp() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.fileKey() + " " + now.lastModifiedTime().toInstant() + " " + now.size();
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  List<Promotion> read() {
    if (!Files.exists(file)) {
      return List.of();
    }
    JsonFields json = JsonFields.read(file, FORMAT);
    json.requireHash();
    return json.objects("promotions").stream().map(PromotionFile::promotion).toList();
  }

  private static Promotion promotion(JsonFields json) {
    return new Promotion(
        json.string("id"),
        json.time("at"),
        json.string("reason"),
        json.optionalString("previous"),
        json.isTrue("back"));
  }

  void append(Promotion promotion) {
    List<Promotion> all = new ArrayList<>(read());
    all.add(promotion);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("promotions", all.stream().map(PromotionFile::toJson).toList());
    JsonFields.writeHashed(file, json);
  }

  private static Map<String, Object> toJson(Promotion promotion) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", promotion.id());
    json.put("at", promotion.at().toString());
    json.put("reason", promotion.reason());
    promotion.previous().ifPresent(previous -> json.put("previous", previous));
    json.put("back", promotion.back());
    return json;
  }

  /** What going back again and again leads to, the one served now on top. */
  static Deque<String> standing(List<Promotion> promotions) {
    Deque<String> standing = new ArrayDeque<>();
    for (Promotion promotion : promotions) {
      if (promotion.back()) {
        standing.pop();
      } else {
        standing.push(promotion.id());
      }
    }
    return standing;
  }

  /** What is served now. */
  Optional<String> current() {
    List<Promotion> all = read();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1).id());
  }
}
