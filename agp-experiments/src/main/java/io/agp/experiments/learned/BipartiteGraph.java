package io.agp.experiments.learned;

import java.util.Arrays;

/**
 * The graph of users and items: its nodes are the users, then the items; its edges the
 * interactions. Each edge is stored from both ends, neighbours of a node side by side. Immutable
 * and thread-safe.
 */
final class BipartiteGraph {
  private static final int CHUNK = 32;

  private final int users;
  private final int nodes;
  private final int[] starts;
  private final int[] neighbours;
  private final float[] scales;

  /**
   * Builds it.
   *
   * @param itemsOfUsers a user's items, by the user's number; no item twice
   * @param items how many items there are
   */
  BipartiteGraph(int[][] itemsOfUsers, int items) {
    this.users = itemsOfUsers.length;
    this.nodes = users + items;
    this.starts = starts(itemsOfUsers);
    this.neighbours = neighbours(itemsOfUsers);
    this.scales = new float[nodes];
    for (int node = 0; node < nodes; node++) {
      int degree = starts[node + 1] - starts[node];
      scales[node] = degree == 0 ? 0 : (float) (1 / Math.sqrt(degree));
    }
  }

  private int[] starts(int[][] itemsOfUsers) {
    int[] starts = new int[nodes + 1];
    for (int user = 0; user < users; user++) {
      starts[user + 1] = itemsOfUsers[user].length;
      for (int item : itemsOfUsers[user]) {
        starts[users + item + 1]++;
      }
    }
    Arrays.parallelPrefix(starts, Math::addExact);
    return starts;
  }

  private int[] neighbours(int[][] itemsOfUsers) {
    int[] places = starts.clone();
    int[] neighbours = new int[starts[nodes]];
    for (int user = 0; user < users; user++) {
      for (int item : itemsOfUsers[user]) {
        neighbours[places[user]++] = users + item;
        neighbours[places[users + item]++] = user;
      }
    }
    return neighbours;
  }

  int users() {
    return users;
  }

  int itemNode(int item) {
    return users + item;
  }

  int nodes() {
    return nodes;
  }

  /**
   * The mean of the layers 0 to K, where layer k is the adjacency matrix, normalised on both sides,
   * times layer k − 1:
   *
   * <pre>
   * out = 1/(K + 1) · Σ_k (D^−1/2 A D^−1/2)^k · in
   * </pre>
   *
   * It is computed from the inside, y ← in + D^−1/2 A D^−1/2 · y, so that one further set of rows
   * is enough. The matrix is symmetric: the gradient of the input is the same function of the
   * gradient of the output.
   *
   * @param in one row a node; not changed
   * @param out is filled; other rows of the same length
   * @param scratch other rows of the same length
   * @param layers K, at least 1
   */
  void propagate(float[][] in, float[][] out, float[][] scratch, int layers, Workers workers) {
    float[][] from = in;
    for (int layer = 1; layer <= layers; layer++) {
      float[][] source = from;
      float[][] target = (layers - layer) % 2 == 0 ? out : scratch;
      float factor = layer == layers ? 1f / (layers + 1) : 1;
      workers.loop(nodes, CHUNK, (first, end) -> multiply(in, source, target, factor, first, end));
      from = target;
    }
  }

  /** target ← factor · (in + D^−1/2 A D^−1/2 · source), for some rows. */
  private void multiply(
      float[][] in, float[][] source, float[][] target, float factor, int first, int end) {
    for (int node = first; node < end; node++) {
      System.arraycopy(in[node], 0, target[node], 0, target[node].length);
      addNeighbours(source, target[node], node);
      if (factor != 1) {
        Rows.scale(target[node], target[node].length, factor);
      }
    }
  }

  private void addNeighbours(float[][] source, float[] target, int node) {
    float scale = scales[node];
    int edge = starts[node];
    int end = starts[node + 1];
    for (; edge + 3 < end; edge += 4) {
      int node0 = neighbours[edge];
      int node1 = neighbours[edge + 1];
      int node2 = neighbours[edge + 2];
      int node3 = neighbours[edge + 3];
      Rows.addFour(
          target,
          target.length,
          scale * scales[node0],
          source[node0],
          scale * scales[node1],
          source[node1],
          scale * scales[node2],
          source[node2],
          scale * scales[node3],
          source[node3]);
    }
    for (; edge < end; edge++) {
      int other = neighbours[edge];
      Rows.add(target, target.length, scale * scales[other], source[other]);
    }
  }
}
