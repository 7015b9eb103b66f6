package io.agp.experiments.learned;

import io.agp.User;
import io.agp.experiments.data.DataException;
import io.agp.experiments.read.LocatedJson;
import io.agp.experiments.recommend.Catalogue;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The vectors of a recommender's users and items, as JSON lines for other programs to read: first a
 * header {@code {"format": "agp-embeddings-1", "recommender": …, "dimensions": d, "users": n,
 * "items": m}}, then {@code {"kind": "user" or "item", "id": …, "vector": [d numbers]}} in any
 * order. The header's two counts may be missing; where they are there, they must be right, so that
 * a file that was cut off is found out. Vectors are 32-bit numbers and come back exactly. Immutable
 * and thread-safe.
 */
public final class EmbeddingFile {
  private static final String FORMAT = "agp-embeddings-1";
  private static final String USER = "user";
  private static final String ITEM = "item";

  private final String recommender;
  private final int dimensions;
  private final Map<String, float[]> users;
  private final Map<String, float[]> items;

  private EmbeddingFile(
      String recommender, int dimensions, Map<String, float[]> users, Map<String, float[]> items) {
    this.recommender = recommender;
    this.dimensions = dimensions;
    this.users = users;
    this.items = items;
  }

  /**
   * Writes the vectors of some users, and of all items of the catalogue.
   *
   * @param recommender the recommender
   * @param users the users, each with the history to be seen with; no two with the same id
   * @param file where; replaced if it exists
   * @throws IllegalArgumentException if two users share an id or a vector holds a number that is
   *     not finite
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(LearnedRecommender recommender, Collection<User> users, Path file) {
    requireDifferent(users);
    Catalogue catalogue = recommender.catalogue();
    Stream<Map<String, Object>> userLines =
        users.stream().map(user -> line(USER, user.id(), recommender.userVector(user)));
    Stream<Map<String, Object>> itemLines =
        IntStream.range(0, catalogue.items().size())
            .mapToObj(i -> line(ITEM, catalogue.items().get(i).id(), recommender.itemVector(i)));
    Stream<Map<String, Object>> header = Stream.of(header(recommender, users.size()));
    LocatedJson.write(file, Stream.concat(header, Stream.concat(userLines, itemLines)));
  }

  private static void requireDifferent(Collection<User> users) {
    Set<String> seen = new HashSet<>();
    for (User user : users) {
      if (!seen.add(user.id())) {
        throw new IllegalArgumentException("User ids must differ: \"" + user.id() + "\"");
      }
    }
  }

  private static Map<String, Object> header(LearnedRecommender recommender, int users) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("format", FORMAT);
    header.put("recommender", recommender.name());
    header.put("dimensions", recommender.dimensions());
    header.put("users", users);
    header.put("items", recommender.catalogue().items().size());
    return header;
  }

  private static Map<String, Object> line(String kind, String id, float[] vector) {
    List<Number> numbers = new ArrayList<>(vector.length);
    for (float value : vector) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            String.format("The vector of %s %s must be finite, has %s", kind, id, value));
      }
      numbers.add(shortest(value));
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("kind", kind);
    line.put("id", id);
    line.put("vector", numbers);
    return line;
  }

  /** Readers take numbers for 64-bit ones; rounded to 32 bits, they must be what they were. */
  private static Number shortest(float value) {
    boolean exact = (float) Double.parseDouble(Float.toString(value)) == value;
    return exact ? (Number) value : (Number) (double) value;
  }

  /**
   * Reads a file.
   *
   * @param file the file; packed with gzip or not
   * @return its vectors
   * @throws DataException if the file is missing or cannot be read, or if a line breaks the
   *     format's rules
   */
  public static EmbeddingFile read(Path file) {
    Reader reader = new Reader();
    LocatedJson.read(file, reader::take);
    return reader.result(file.toString());
  }

  /**
   * The name of the recommender that the vectors are from.
   *
   * @return its name
   */
  public String recommender() {
    return recommender;
  }

  /**
   * The length of all vectors.
   *
   * @return at least 1
   */
  public int dimensions() {
    return dimensions;
  }

  /**
   * The users that have a vector.
   *
   * @return an immutable set of ids in the order of the file
   */
  public Set<String> userIds() {
    return Collections.unmodifiableSet(users.keySet());
  }

  /**
   * The items that have a vector.
   *
   * @return an immutable set of ids in the order of the file
   */
  public Set<String> itemIds() {
    return Collections.unmodifiableSet(items.keySet());
  }

  /**
   * A user's vector.
   *
   * @param userId the user's id
   * @return a fresh array of {@link #dimensions()} numbers, or empty if the file has none
   */
  public Optional<float[]> userVector(String userId) {
    return Optional.ofNullable(users.get(userId)).map(float[]::clone);
  }

  /**
   * An item's vector.
   *
   * @param itemId the item's id
   * @return a fresh array of {@link #dimensions()} numbers, or empty if the file has none
   */
  public Optional<float[]> itemVector(String itemId) {
    return Optional.ofNullable(items.get(itemId)).map(float[]::clone);
  }

  /** Takes the lines one after the other. */
  private static final class Reader {
    private final Map<String, float[]> users = new LinkedHashMap<>();
    private final Map<String, float[]> items = new LinkedHashMap<>();
    private Optional<LocatedJson> header = Optional.empty();
    private int dimensions;

    void take(LocatedJson line) {
      if (header.isEmpty()) {
        takeHeader(line);
      } else {
        takeVector(line);
      }
    }

    private void takeHeader(LocatedJson line) {
      if (!line.text("format").equals(FORMAT)) {
        throw line.rejected("format", "must be " + FORMAT);
      }
      dimensions = line.count("dimensions");
      if (dimensions < 1) {
        throw line.rejected("dimensions", "must be at least 1");
      }
      header = Optional.of(line);
    }

    private void takeVector(LocatedJson line) {
      Map<String, float[]> vectors =
          switch (line.text("kind")) {
            case USER -> users;
            case ITEM -> items;
            default -> throw line.rejected("kind", "must be user or item");
          };
      if (vectors.putIfAbsent(line.text("id"), vector(line)) != null) {
        throw line.rejected("id", "must differ from every id before of its kind");
      }
    }

    private float[] vector(LocatedJson line) {
      double[] numbers = line.numbers("vector");
      if (numbers.length != dimensions) {
        throw line.rejected(
            "vector", "must have " + dimensions + " numbers, has " + numbers.length);
      }
      float[] vector = new float[dimensions];
      for (int i = 0; i < dimensions; i++) {
        vector[i] = (float) numbers[i];
        if (!Float.isFinite(vector[i])) {
          throw line.rejected("vector", numbers[i], "must hold 32-bit numbers");
        }
      }
      return vector;
    }

    EmbeddingFile result(String file) {
      LocatedJson first =
          header.orElseThrow(() -> DataException.of(file, "must begin with a header " + FORMAT));
      requireCount(first, "users", users.size());
      requireCount(first, "items", items.size());
      return new EmbeddingFile(first.text("recommender"), dimensions, users, items);
    }

    private static void requireCount(LocatedJson header, String field, int found) {
      if (header.has(field) && header.count(field) != found) {
        throw header.rejected(field, "must be the number of vectors, which is " + found);
      }
    }
  }
}
