package io.agp.experiments;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Split;
import io.agp.experiments.read.Datasets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * MovieLens latest-small, which is not part of the project. Tests that need it are skipped where it
 * is neither in the folder that AGP_DATA names nor in {@code shared/data} beside a folder above the
 * working directory.
 */
public final class LatestSmall {
  private static final String NAME = "ml-latest-small";

  private LatestSmall() {}

  /** The data set, or the end of the test. */
  public static Dataset orSkip() {
    Optional<Path> dir = dir();
    assumeTrue(dir.isPresent(), NAME + " is not here");
    return Datasets.read(dir.orElseThrow(), "movielens");
  }

  /** Its split, or the end of the test. */
  public static Split splitOrSkip() {
    return Split.leaveOneOut(orSkip());
  }

  private static Optional<Path> dir() {
    return Stream.concat(named(), besideAParent())
        .filter(dir -> Files.isRegularFile(dir.resolve("ratings.csv")))
        .findFirst();
  }

  private static Stream<Path> named() {
    return Stream.ofNullable(System.getenv("AGP_DATA"))
        .map(Path::of)
        .flatMap(dir -> Stream.of(dir, dir.resolve(NAME)));
  }

  private static Stream<Path> besideAParent() {
    return Stream.iterate(
            Path.of(System.getProperty("user.dir")).toAbsolutePath(),
            dir -> dir != null,
            Path::getParent)
        .map(dir -> dir.resolve("shared/data").resolve(NAME));
  }
}
