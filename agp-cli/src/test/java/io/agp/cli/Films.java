package io.agp.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Small folders in the format of MovieLens. */
final class Films {
  private static final List<String> MOVIES =
      List.of(
          "1,Heat (1995),Action|Crime",
          "2,\"Matrix, The (1999)\",Action|Sci-Fi",
          "3,Babylon 5,(no genres listed)",
          "4,Casino (1995),Crime");
  private static final List<String> RATINGS =
      List.of("7,1,4.0,1000", "7,2,5.0,2000", "7,3,3.0,3000", "8,2,2.0,4000", "8,1,5.0,4000");

  private Films() {}

  /** Four films, three of them used; user 7 has three interactions, user 8 two at the same time. */
  static Path folder(Path parent) {
    return folder(parent, RATINGS);
  }

  static Path folder(Path parent, List<String> ratings) {
    try {
      Path folder = Files.createDirectories(parent.resolve("films"));
      write(folder.resolve("movies.csv"), "movieId,title,genres", MOVIES);
      write(folder.resolve("ratings.csv"), "userId,movieId,rating,timestamp", ratings);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String header, List<String> lines) throws IOException {
    Files.writeString(file, header + "\n" + String.join("\n", lines) + "\n");
  }
}
