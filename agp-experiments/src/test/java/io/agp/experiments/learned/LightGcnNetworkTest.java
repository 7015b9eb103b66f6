package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The network in single precision against a definition in double precision, written with whole
 * matrices, and both against one step that PyTorch made in double precision.
 */
class LightGcnNetworkTest {
  private static final float FLOAT = 1e-7f;
  private static final double DOUBLE = 1e-9;

  /** The loss by its definition, with a dense matrix. */
  private record Definition(
      int items, List<int[]> itemsOfUsers, List<int[]> triples, int layers, double lambda) {
    int users() {
      return itemsOfUsers.size();
    }

    double[][] matrix() {
      int users = users();
      double[][] matrix = new double[users + items][users + items];
      for (int user = 0; user < users; user++) {
        for (int item : itemsOfUsers.get(user)) {
          matrix[user][users + item] = 1;
          matrix[users + item][user] = 1;
        }
      }
      double[] degrees = Arrays.stream(matrix).mapToDouble(r -> Arrays.stream(r).sum()).toArray();
      for (int row = 0; row < matrix.length; row++) {
        for (int column = 0; column < matrix.length; column++) {
          if (matrix[row][column] != 0) {
            matrix[row][column] /= Math.sqrt(degrees[row] * degrees[column]);
          }
        }
      }
      return matrix;
    }

    double[][] propagated(double[][] x) {
      double[][] matrix = matrix();
      double[][] layer = x;
      double[][] sum = Arrays.stream(x).map(double[]::clone).toArray(double[][]::new);
      for (int k = 1; k <= layers; k++) {
        layer = times(matrix, layer);
        for (int row = 0; row < sum.length; row++) {
          for (int d = 0; d < sum[row].length; d++) {
            sum[row][d] += layer[row][d];
          }
        }
      }
      for (double[] row : sum) {
        Arrays.setAll(row, d -> row[d] / (layers + 1));
      }
      return sum;
    }

    private static double[][] times(double[][] matrix, double[][] x) {
      double[][] product = new double[x.length][x[0].length];
      for (int row = 0; row < x.length; row++) {
        for (int other = 0; other < x.length; other++) {
          for (int d = 0; d < x[0].length; d++) {
            product[row][d] += matrix[row][other] * x[other][d];
          }
        }
      }
      return product;
    }

    double loss(double[][] x) {
      double[][] e = propagated(x);
      double loss = 0;
      for (int[] triple : triples) {
        double[] user = e[triple[0]];
        double better = dot(user, e[users() + triple[1]]) - dot(user, e[users() + triple[2]]);
        loss += Math.log1p(Math.exp(-better));
        loss += lambda / 2 * squares(x, triple);
      }
      return loss / triples.size();
    }

    private double squares(double[][] x, int[] triple) {
      double[] user = x[triple[0]];
      double[] positive = x[users() + triple[1]];
      double[] negative = x[users() + triple[2]];
      return dot(user, user) + dot(positive, positive) + dot(negative, negative);
    }

    double[][] gradient(double[][] x) {
      double step = 1e-5;
      double[][] gradient = new double[x.length][x[0].length];
      for (int row = 0; row < x.length; row++) {
        for (int d = 0; d < x[0].length; d++) {
          double kept = x[row][d];
          x[row][d] = kept + step;
          double above = loss(x);
          x[row][d] = kept - step;
          gradient[row][d] = (above - loss(x)) / (2 * step);
          x[row][d] = kept;
        }
      }
      return gradient;
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int d = 0; d < a.length; d++) {
        sum += a[d] * b[d];
      }
      return sum;
    }

    Batch batch() {
      return new Batch(column(0), column(1), column(2));
    }

    private int[] column(int column) {
      return triples.stream().mapToInt(triple -> triple[column]).toArray();
    }
  }

  @Test
  void oneStepIsPyTorchs() throws IOException {
    Map<?, ?> fixture = fixtureOrSkip();
    double[][] x = rows(fixture, "embeddings");
    Definition definition = definition(fixture);
    Tensor embeddings = tensor(x);
    LightGcnNetwork network = network(definition, embeddings);
    Adam adam = new Adam(List.of(embeddings), number(fixture, "learningRate"), 1e-8);
    try (Workers workers = new Workers(2)) {
      double loss = network.loss(definition.batch(), workers);

      assertThat(definition.loss(x)).isCloseTo(number(fixture, "loss"), within(DOUBLE));
      assertThat(loss).isCloseTo(number(fixture, "loss"), within((double) FLOAT));
      requireClose(definition.propagated(x), rows(fixture, "propagated"), DOUBLE);
      requireClose(network.propagate(workers), rows(fixture, "propagated"), FLOAT);
      requireClose(rows(network.gradient(), x[0].length), rows(fixture, "gradient"), FLOAT);
      adam.step(List.of(network.gradient()), workers);
      requireClose(
          rows(embeddings.values(), x[0].length), rows(fixture, "afterOneAdamStep"), FLOAT);
    }
  }

  @Test
  void theGradientIsThatOfFiniteDifferences() {
    List<int[]> itemsOfUsers =
        List.of(
            new int[] {0, 1, 2},
            new int[] {2},
            new int[] {0, 3},
            new int[0],
            new int[] {0, 1, 2, 3, 4});
    List<int[]> triples =
        List.of(new int[] {0, 1, 4}, new int[] {0, 1, 4}, new int[] {1, 2, 5}, new int[] {4, 0, 5});
    for (int layers = 1; layers <= 4; layers++) {
      Definition definition = new Definition(6, itemsOfUsers, triples, layers, .3);
      Tensor embeddings = Tensor.random("x", 11, 5, 1, new SplittableRandom(layers));
      double[][] x = doubles(rows(embeddings.values(), 5));
      LightGcnNetwork network = network(definition, embeddings);
      try (Workers workers = new Workers(1)) {
        double loss = network.loss(definition.batch(), workers);
        assertThat(loss).isCloseTo(definition.loss(x), within(1e-6));
        requireClose(rows(network.gradient(), 5), definition.gradient(x), 1e-6f);
        requireClose(network.propagate(workers), definition.propagated(x), 1e-6f);
      }
    }
  }

  private static LightGcnNetwork network(Definition definition, Tensor embeddings) {
    BipartiteGraph graph =
        new BipartiteGraph(definition.itemsOfUsers().toArray(int[][]::new), definition.items());
    return new LightGcnNetwork(graph, embeddings, definition.layers(), definition.lambda());
  }

  private static Definition definition(Map<?, ?> fixture) {
    int users = (int) number(fixture, "users");
    List<int[]> edges = ints(fixture, "edges");
    List<int[]> itemsOfUsers =
        IntStream.range(0, users)
            .mapToObj(user -> edges.stream().filter(edge -> edge[0] == user))
            .map(own -> own.mapToInt(edge -> edge[1]).toArray())
            .toList();
    return new Definition(
        (int) number(fixture, "items"),
        itemsOfUsers,
        ints(fixture, "triples"),
        (int) number(fixture, "layers"),
        number(fixture, "regularisation"));
  }

  private static Map<?, ?> fixtureOrSkip() throws IOException {
    Optional<Path> file =
        Stream.iterate(
                Path.of(System.getProperty("user.dir")).toAbsolutePath(),
                dir -> dir != null,
                Path::getParent)
            .map(dir -> dir.resolve("shared/fixtures/recommenders/lightgcn-step.json"))
            .filter(Files::isRegularFile)
            .findFirst();
    assumeTrue(file.isPresent(), "the reference step is not here");
    String json = Files.readString(file.orElseThrow());
    return (Map<?, ?>)
        Objects.requireNonNull(new Moshi.Builder().build().adapter(Object.class).fromJson(json));
  }

  private static double number(Map<?, ?> fixture, String name) {
    return (Double) Objects.requireNonNull(fixture.get(name));
  }

  private static double[][] rows(Map<?, ?> fixture, String name) {
    return ((List<?>) Objects.requireNonNull(fixture.get(name)))
        .stream()
            .map(row -> ((List<?>) row).stream().mapToDouble(value -> (Double) value).toArray())
            .toArray(double[][]::new);
  }

  private static List<int[]> ints(Map<?, ?> fixture, String name) {
    return Arrays.stream(rows(fixture, name))
        .map(row -> Arrays.stream(row).mapToInt(value -> (int) value).toArray())
        .toList();
  }

  private static Tensor tensor(double[][] rows) {
    Tensor tensor = Tensor.zeros("x", rows.length, rows[0].length);
    for (int i = 0; i < tensor.values().length; i++) {
      tensor.values()[i] = (float) rows[i / rows[0].length][i % rows[0].length];
    }
    return tensor;
  }

  private static float[][] rows(float[] values, int columns) {
    float[][] rows = new float[values.length / columns][columns];
    Rows.unpack(values, rows);
    return rows;
  }

  private static double[][] doubles(float[][] rows) {
    double[][] doubles = new double[rows.length][rows[0].length];
    for (int row = 0; row < rows.length; row++) {
      for (int d = 0; d < rows[0].length; d++) {
        doubles[row][d] = rows[row][d];
      }
    }
    return doubles;
  }

  private static void requireClose(float[][] found, double[][] expected, float tolerance) {
    requireClose(doubles(found), expected, tolerance);
  }

  private static void requireClose(double[][] found, double[][] expected, double tolerance) {
    assertThat(found).hasDimensions(expected.length, expected[0].length);
    for (int row = 0; row < expected.length; row++) {
      assertThat(found[row]).as("row %d", row).containsExactly(expected[row], within(tolerance));
    }
  }
}
