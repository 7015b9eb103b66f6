package io.agp.cli;

import io.agp.experiments.data.Dataset;
import io.agp.experiments.read.Datasets;
import io.agp.experiments.read.ReadOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which data, and how it is read. */
final class DataOptions {
  @Option(names = "--data", paramLabel = "DIR", description = "The folder with the data.")
  @Nullable Path data;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = Datasets.AUTO,
      description =
          "The data's format; auto recognises it by what the files hold. Default: ${DEFAULT-VALUE}.")
  String format = Datasets.AUTO;

  @Option(
      names = "--max-malformed",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "How many malformed records may be left out, and counted, before reading fails. Default:"
              + " ${DEFAULT-VALUE}.")
  int maxMalformed;

  @Option(
      names = "--core",
      paramLabel = "K",
      defaultValue = "1",
      description =
          "Keep only users and items with at least K interactions among each other. Default:"
              + " ${DEFAULT-VALUE} (all).")
  int core = 1;

  @Option(
      names = "--min-rating",
      paramLabel = "R",
      description = "Keep only interactions rated at least R. Default: all.")
  @Nullable Double minRating;

  /** The folder, which must have been named. */
  Path folder() {
    if (data == null) {
      throw new IllegalArgumentException("--data must name the folder with the data");
    }
    return data;
  }

  Dataset read() {
    return Datasets.read(folder(), format, readOptions());
  }

  private ReadOptions readOptions() {
    ReadOptions options = ReadOptions.DEFAULT.withMaxMalformed(maxMalformed).withCore(core);
    return minRating == null ? options : options.withMinRating(minRating);
  }

  /** The options as they go into a run's file, with the format that was recognised. */
  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("folder", folder().toAbsolutePath().normalize().toString());
    json.put("format", format.equals(Datasets.AUTO) ? Datasets.recognise(folder()) : format);
    json.put("maxMalformed", maxMalformed);
    json.put("core", core);
    if (minRating != null) {
      json.put("minRating", minRating.toString());
    }
    return json;
  }

  static DataOptions of(JsonObject json) {
    DataOptions options = new DataOptions();
    options.data = Path.of(json.string("folder"));
    options.format = json.string("format");
    options.maxMalformed = json.integer("maxMalformed");
    options.core = json.integer("core");
    String least = json.optionalString("minRating");
    options.minRating = least == null ? null : Double.valueOf(least);
    return options;
  }
}
