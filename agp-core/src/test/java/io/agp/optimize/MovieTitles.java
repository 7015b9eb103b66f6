package io.agp.optimize;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agp.Item;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The films of MovieLens latest-small with title and genres, where it is on this machine. */
final class MovieTitles {
  private MovieTitles() {}

  static List<Item> orSkip() {
    Optional<Path> file = file();
    assumeTrue(file.isPresent(), "ml-latest-small is not here");
    try (Stream<String> lines = Files.lines(file.orElseThrow())) {
      return lines.skip(1).map(MovieTitles::item).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Item item(String line) {
    int first = line.indexOf(',');
    int last = line.lastIndexOf(',');
    String title = line.substring(first + 1, last);
    String unquoted =
        title.startsWith("\"")
            ? title.substring(1, title.length() - 1).replace("\"\"", "\"")
            : title;
    return Item.of(line.substring(0, first), unquoted).with("genres", line.substring(last + 1));
  }

  private static Optional<Path> file() {
    Stream<Path> named = Stream.ofNullable(System.getenv("AGP_DATA")).map(Path::of);
    Stream<Path> above =
        Stream.iterate(Path.of("").toAbsolutePath(), dir -> dir != null, Path::getParent)
            .map(dir -> dir.resolve("shared/data/ml-latest-small"));
    return Stream.concat(named, above)
        .map(dir -> dir.resolve("movies.csv"))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
