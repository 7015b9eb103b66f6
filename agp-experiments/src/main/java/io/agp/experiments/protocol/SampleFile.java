package io.agp.experiments.protocol;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.read.LocatedJson;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Drawn samples as JSON lines, so that others repeat them with the same users and candidates: first
 * a header {@code {"format": "agp-samples-1", "users": …, "tooShort": …, "missed": …, "takingPart":
 * …}} with the counts of {@link UserCounts}, then {@code {"role": "train", "validation" or "test",
 * "user": …, "history": [ids], "candidates": [ids], "relevant": {id: gain}}} in any order of roles;
 * histories are oldest first, candidates in base order. Titles and times are not in the file: they
 * come from the data set. Thread-safe.
 */
public final class SampleFile {
  static final String FORMAT = "agp-samples-1";

  private SampleFile() {}

  /**
   * Writes samples.
   *
   * @param samples the samples
   * @param file where; replaced if it exists
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(Samples samples, Path file) {
    Stream<Map<String, Object>> lines =
        Stream.of(
                Stream.of(header(samples.counts())),
                lines("train", samples.train()),
                lines("validation", samples.validation()),
                lines("test", samples.test()))
            .flatMap(part -> part);
    LocatedJson.write(file, lines);
  }

  private static Map<String, Object> header(UserCounts counts) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("format", FORMAT);
    header.put("users", counts.users());
    header.put("tooShort", counts.tooShort());
    header.put("missed", counts.missed());
    header.put("takingPart", counts.takingPart());
    return header;
  }

  private static Stream<Map<String, Object>> lines(String role, List<LabelledUser> users) {
    return users.stream().map(user -> line(role, user));
  }

  private static Map<String, Object> line(String role, LabelledUser user) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("role", role);
    line.put("user", user.user().id());
    line.put("history", user.user().history().stream().map(past -> past.item().id()).toList());
    line.put("candidates", user.candidates().stream().map(Item::id).toList());
    line.put("relevant", user.gains());
    return line;
  }

  /**
   * Reads samples.
   *
   * @param file the file; packed with gzip or not
   * @param dataset the data set that they were drawn from, read with the same options
   * @return the same samples
   * @throws DataException if the file is missing or cannot be read; if a line is of another form;
   *     if a user stands in it twice; if the data set does not have a user or an item, or the
   *     history is no part of that user's; or if a candidate or a relevant item is in the history
   */
  public static Samples read(Path file, Dataset dataset) {
    SampleReader reader = new SampleReader(dataset);
    LocatedJson.read(file, reader::take);
    return reader.samples(file.toString());
  }
}
