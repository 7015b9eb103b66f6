package io.agp.testkit;

import io.agp.Item;
import io.agp.User;
import java.util.ArrayList;
import java.util.List;

/**
 * Vectors of users and items: the sum of a direction for each part of what they are, and noise in
 * all dimensions.
 */
final class PlantedEmbeddings {
  private final long seed;
  private final int dimensions;
  private final double noise;
  private final PlantedTypes types;

  /** The directions of each part's values. */
  private final List<List<double[]>> parts = new ArrayList<>();

  private final List<double[]> genres;

  PlantedEmbeddings(long seed, int dimensions, double noise, PlantedTypes types) {
    this.seed = seed;
    this.dimensions = dimensions;
    this.noise = noise;
    this.types = types;
    for (int part = 0; part < types.sizes().size(); part++) {
      parts.add(directions("part " + part, types.sizes().get(part)));
    }
    this.genres = directions("genres", PlantedUsers.GENRES.size());
  }

  private List<double[]> directions(String of, int count) {
    Draws draws = Draws.of(seed, List.of(), "directions " + of);
    List<double[]> directions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] direction = new double[dimensions];
      addNoise(direction, 1 / Math.sqrt(dimensions), draws);
      directions.add(direction);
    }
    return directions;
  }

  double[] of(User user) {
    PlantedType type = types.of(user.id());
    double[] vector = noise("user " + user.id());
    add(vector, parts.get(0).get(type.shortTerm() ? 0 : 1));
    add(vector, parts.get(1).get(type.role()));
    add(vector, parts.get(2).get(type.reasoning()));
    add(vector, parts.get(3).get(type.format()));
    return vector;
  }

  double[] of(Item item) {
    double[] vector = noise("item " + item.id());
    int genre = PlantedUsers.GENRES.indexOf(item.attributes().getOrDefault(PlantedUsers.GENRE, ""));
    if (genre >= 0) {
      add(vector, genres.get(genre));
    }
    return vector;
  }

  private double[] noise(String of) {
    double[] vector = new double[dimensions];
    addNoise(vector, noise, Draws.of(seed, List.of(), "embedding of " + of));
    return vector;
  }

  private static void addNoise(double[] vector, double deviation, Draws draws) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] += deviation * draws.gaussian();
    }
  }

  private static void add(double[] vector, double[] direction) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] += direction[i];
    }
  }
}
