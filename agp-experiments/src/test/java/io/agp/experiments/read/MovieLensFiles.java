package io.agp.experiments.read;

import io.agp.experiments.data.Dataset;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** MovieLens files in memory. */
final class MovieLensFiles {
  static final String MOVIES =
      """
      movieId,title,genres
      1,Toy Story (1995),Adventure|Animation
      2,"Matrix, The (1999)",Action|Sci-Fi
      3,"Say ""Yes"", Twice (2001)",(no genres listed)
      4,Babylon 5,Sci-Fi
      """;

  static final String RATINGS =
      """
      userId,movieId,rating,timestamp
      7,3,4.0,300
      7,1,4.5,100
      8,2,0.5,50
      7,2,5.0,100
      """;

  private MovieLensFiles() {}

  static Dataset read(String movies, String ratings) {
    return read(movies.getBytes(StandardCharsets.UTF_8), ratings.getBytes(StandardCharsets.UTF_8));
  }

  static Dataset read(byte[] movies, byte[] ratings) {
    return MovieLensReader.read(
        "test", source("movies.csv", movies), source("ratings.csv", ratings), ReadOptions.DEFAULT);
  }

  private static TextSource source(String name, byte[] bytes) {
    return new TextSource(name, () -> new ByteArrayInputStream(bytes));
  }
}
