package io.agp.experiments.read;

import io.agp.experiments.data.Dataset;

/**
 * The small data set in this jar, for trying things out without a download: real films, and users
 * that a program made up. Numbers measured on it say that the machinery works, nothing about
 * people.
 */
public final class SampleData {
  private static final String FOLDER = "/io/agp/experiments/sample/";

  private SampleData() {}

  /**
   * Reads it.
   *
   * @return about 200 films and 240 made-up users; equal content each time
   */
  public static Dataset load() {
    return MovieLensReader.read(
        "sample", resource("movies.csv"), resource("ratings.csv"), ReadOptions.DEFAULT);
  }

  private static TextSource resource(String file) {
    return TextSource.resource(SampleData.class, FOLDER + file);
  }
}
