package io.agp.rpp;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Given vectors by id. */
final class EmbeddingTable {
  private final String name;
  private final int dimensions;
  private final Map<String, double[]> vectors = new HashMap<>();

  EmbeddingTable(String name, Map<String, double[]> embeddings, int dimensions) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("The name of embeddings must not be blank");
    }
    if (embeddings.isEmpty()) {
      throw new IllegalArgumentException("The embeddings \"" + name + "\" must not be empty");
    }
    this.name = name;
    this.dimensions = dimensions;
    embeddings.forEach(
        (id, vector) ->
            vectors.put(id, Vectors.checked("The embedding of \"" + id + '"', vector, dimensions)));
  }

  boolean has(String id) {
    return vectors.containsKey(id);
  }

  double @Nullable [] get(String id) {
    double[] vector = vectors.get(id);
    return vector == null ? null : vector.clone();
  }

  String name() {
    return name;
  }

  int dimensions() {
    return dimensions;
  }
}
