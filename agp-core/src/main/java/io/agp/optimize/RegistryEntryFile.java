package io.agp.optimize;

import com.google.common.hash.Hashing;
import io.agp.optimize.RegistryEntry.Gain;
import io.agp.optimize.RegistryEntry.Origin;
import io.agp.optimize.RegistryEntry.Score;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The folder of a {@link RegistryEntry}: the file that was learned, and a record of it. */
final class RegistryEntryFile {
  static final String LEARNED = "learned.json";
  private static final String RECORD = "entry.json";
  private static final String FORMAT = "agp-registry-entry-1";

  private RegistryEntryFile() {}

  /** Writes the record beside the learned file, which must be there. */
  static void write(Path folder, String id, String kind, Instant created, Origin origin) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("id", id);
    json.put("kind", kind);
    json.put("sha256", hash(folder.resolve(LEARNED)));
    json.put("created", created.toString());
    json.put("method", origin.method());
    json.put("model", origin.model());
    origin.parent().ifPresent(parent -> json.put("parent", parent));
    json.put("run", origin.run());
    json.put("reason", origin.reason());
    origin.score().ifPresent(score -> json.put("score", score(score)));
    JsonFields.writeHashed(folder.resolve(RECORD), json);
  }

  private static Map<String, Object> score(Score score) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("metric", "ndcg@k");
    json.put("ndcg", score.ndcg());
    json.put("n", score.n());
    score.gain().ifPresent(gain -> json.put("gain", gain(gain)));
    return json;
  }

  private static Map<String, Object> gain(Gain gain) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("over", gain.over());
    LearnedPromptFile.putComparison(json, gain.difference());
    return json;
  }

  /** Reads the record and checks both files for damage. */
  static RegistryEntry read(Path folder) {
    Path learned = folder.resolve(LEARNED);
    JsonFields json = JsonFields.read(folder.resolve(RECORD), FORMAT);
    json.requireHash();
    if (!json.string("id").equals(String.valueOf(folder.getFileName()))) {
      throw json.bad("id", "must be the name of the folder, " + folder.getFileName());
    }
    if (!json.string("sha256").equals(hash(learned))) {
      throw json.bad("sha256", "must be that of " + learned + ", which is " + hash(learned));
    }
    return new RegistryEntry(
        json.string("id"), json.string("kind"), json.time("created"), learned, origin(json));
  }

  private static Origin origin(JsonFields json) {
    return new Origin(
        json.string("method"),
        json.string("model"),
        json.optionalString("parent"),
        json.string("run"),
        json.string("reason"),
        json.has("score") ? Optional.of(score(json.object("score"))) : Optional.empty());
  }

  private static Score score(JsonFields json) {
    Optional<Gain> gain = Optional.empty();
    if (json.has("gain")) {
      JsonFields over = json.object("gain");
      gain = Optional.of(new Gain(over.string("over"), LearnedPromptFile.comparison(over)));
    }
    return new Score(json.number("ndcg"), (int) json.number("n"), gain);
  }

  /** The SHA-256 of a file's bytes. */
  static String hash(Path file) {
    try {
      return Hashing.sha256().hashBytes(Files.readAllBytes(file)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
