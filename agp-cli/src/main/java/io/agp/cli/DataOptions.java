package io.agp.cli;

import io.agp.experiments.data.Dataset;
import io.agp.experiments.read.Datasets;
import io.agp.experiments.read.ReadOptions;
import io.agp.experiments.read.SampleData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which data is read, and how. */
final class DataOptions {
  /** What {@link #recognised} says of the sample that is bundled. */
  private static final String SAMPLE = "sample";

  /** The names that {@code --format} takes. */
  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      List<String> names = new ArrayList<>(List.of(Datasets.AUTO));
      names.addAll(Datasets.formats().keySet());
      return names.iterator();
    }
  }

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder with the data. Default: the bundled sample.")
  @Nullable Path data;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = Datasets.AUTO,
      completionCandidates = Formats.class,
      description =
          "The data's format: ${COMPLETION-CANDIDATES}; auto tells it by what the files hold."
              + " Default: ${DEFAULT-VALUE}.")
  String format = Datasets.AUTO;

  @Option(
      names = "--max-malformed",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "How many malformed records may be left out, and counted, before the reading fails."
              + " Default: ${DEFAULT-VALUE}.")
  int maxMalformed;

  @Option(
      names = "--core",
      paramLabel = "K",
      defaultValue = "1",
      description =
          "Leave out users and items with fewer than K interactions, again and again until none is"
              + " left. Default: ${DEFAULT-VALUE}, which leaves out nothing.")
  int core = 1;

  @Option(
      names = "--min-rating",
      paramLabel = "R",
      description = "Leave out interactions rated lower, and those not rated. Default: keep all.")
  @Nullable Double minRating;

  /**
   * Takes over a folder that was named without {@code --data}.
   *
   * @param dir the folder, or {@code null} if none was
   * @throws IllegalArgumentException if {@code --data} names one too
   */
  void name(@Nullable Path dir) {
    if (dir != null && data != null) {
      throw new IllegalArgumentException(
          "Name one folder, not both " + dir + " and --data " + data);
    }
    data = dir == null ? data : dir;
  }

  /**
   * How to read.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  ReadOptions readOptions() {
    OptionalDouble least =
        minRating == null ? OptionalDouble.empty() : OptionalDouble.of(minRating);
    return new ReadOptions(maxMalformed, core, least);
  }

  /**
   * The format, as named or as recognised.
   *
   * @throws io.agp.experiments.data.DataException if it is to be recognised and cannot be
   */
  String recognised() {
    if (data == null) {
      return SAMPLE;
    }
    return format.equals(Datasets.AUTO) ? Datasets.recognise(data) : format;
  }

  /**
   * Reads the data.
   *
   * @throws IllegalArgumentException if an option is out of its range, or cannot be applied to the
   *     bundled sample
   * @throws io.agp.experiments.data.DataException if the data cannot be read
   */
  Dataset dataset() {
    ReadOptions options = readOptions();
    if (data != null) {
      return Datasets.read(data, format, options);
    }
    if (!format.equals(Datasets.AUTO) || !options.equals(ReadOptions.DEFAULT)) {
      throw new IllegalArgumentException(
          "--format, --max-malformed, --core and --min-rating need the folder of --data: the"
              + " bundled sample is read as it is");
    }
    return SampleData.load();
  }

  /** The options as they go into a run's file, with the format that was recognised. */
  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    if (data != null) {
      json.put("folder", data.toAbsolutePath().normalize().toString());
      json.put("format", recognised());
      json.put("maxMalformed", maxMalformed);
      json.put("core", core);
    }
    if (minRating != null) {
      json.put("minRating", minRating.toString());
    }
    return json;
  }

  /** What {@link #asJson} wrote. */
  static DataOptions of(JsonObject json) {
    DataOptions options = new DataOptions();
    String folder = json.optionalString("folder");
    if (folder != null) {
      options.data = Path.of(folder);
      options.format = json.string("format");
      options.maxMalformed = json.integer("maxMalformed");
      options.core = json.integer("core");
    }
    String least = json.optionalString("minRating");
    options.minRating = least == null ? null : Double.valueOf(least);
    return options;
  }
}
