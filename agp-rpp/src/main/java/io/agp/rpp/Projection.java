package io.agp.rpp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings vectors to the dimensions of the agents' state: y = s · R (x − m), with R orthonormal and
 * drawn from a seed, m the mean and 1/s the root mean square length of R (x − m) over the vectors
 * it was fitted to. Fitted once, saved with the policy and never fitted again, so that states of
 * all rounds, of training and of serving are comparable. A zero vector, which says nothing, stays
 * zero. Immutable and thread-safe.
 *
 * <p>R keeps distances about as they are and depends on no data; taking the mean away removes what
 * all prompts have in common.
 */
public final class Projection {
  private static final String FORMAT = "orthonormal-1";

  private final double[][] matrix;
  private final double[] mean;
  private final double scale;
  private final long seed;

  private Projection(double[][] matrix, double[] mean, double scale, long seed) {
    this.matrix = matrix;
    this.mean = mean;
    this.scale = scale;
    this.seed = seed;
  }

  /**
   * A projection that knows no data: the mean is zero, and lengths are kept in expectation.
   *
   * @param inputDimensions the length of the vectors it takes, at least 1
   * @param outputDimensions the length of the vectors it gives, at least 1; may be larger
   * @param seed any number
   * @return the projection
   * @throws IllegalArgumentException if a number of dimensions is less than 1
   */
  public static Projection random(int inputDimensions, int outputDimensions, long seed) {
    double scale = Math.sqrt(Math.max(1, inputDimensions / (double) outputDimensions));
    double[][] matrix = OrthonormalMatrix.draw(inputDimensions, outputDimensions, seed);
    return new Projection(matrix, new double[inputDimensions], scale, seed);
  }

  /**
   * A projection whose results have mean zero and root mean square length 1 over some vectors.
   *
   * @param vectors for example the prompts of a first round for training users: at least one, all
   *     of one length, finite. Vectors that are all alike leave lengths as {@link #random} does
   * @param outputDimensions the length of the vectors it gives, at least 1; may be larger
   * @param seed any number
   * @return the projection
   * @throws IllegalArgumentException if there is no vector, a length differs, a number is not
   *     finite, or {@code outputDimensions} is less than 1
   */
  public static Projection fit(List<double[]> vectors, int outputDimensions, long seed) {
    if (vectors.isEmpty()) {
      throw new IllegalArgumentException("A projection must be fitted to at least one vector");
    }
    Projection random = random(vectors.get(0).length, outputDimensions, seed);
    List<double[]> checked = new ArrayList<>();
    for (double[] vector : vectors) {
      checked.add(
          Vectors.checked("Vector " + (checked.size() + 1), vector, random.inputDimensions()));
    }
    double[] mean = mean(checked);
    double squares = 0;
    for (double[] vector : checked) {
      double[] centred = random.rotated(vector, mean);
      squares += Vectors.dot(centred, centred) / checked.size();
    }
    boolean alike = squares < 1e-18;
    return new Projection(random.matrix, mean, alike ? random.scale : 1 / Math.sqrt(squares), seed);
  }

  private static double[] mean(List<double[]> vectors) {
    double[] mean = new double[vectors.get(0).length];
    for (double[] vector : vectors) {
      Vectors.add(mean, 1.0 / vectors.size(), vector);
    }
    return mean;
  }

  private double[] rotated(double[] vector, double[] centre) {
    double[] centred = vector.clone();
    Vectors.add(centred, -1, centre);
    double[] result = new double[matrix.length];
    for (int row = 0; row < matrix.length; row++) {
      result[row] = Vectors.dot(matrix[row], centred);
    }
    return result;
  }

  /**
   * Projects a vector.
   *
   * @param vector {@link #inputDimensions()} finite numbers
   * @return a fresh array of {@link #outputDimensions()} numbers
   * @throws IllegalArgumentException if the length is another
   */
  public double[] apply(double[] vector) {
    if (vector.length != inputDimensions()) {
      throw new IllegalArgumentException(
          "The projection takes " + inputDimensions() + " numbers, was given " + vector.length);
    }
    if (Arrays.stream(vector).allMatch(number -> number == 0)) {
      return new double[outputDimensions()];
    }
    double[] result = rotated(vector, mean);
    for (int i = 0; i < result.length; i++) {
      result[i] *= scale;
    }
    return result;
  }

  /**
   * The length of the vectors it takes.
   *
   * @return at least 1
   */
  public int inputDimensions() {
    return mean.length;
  }

  /**
   * The length of the vectors it gives.
   *
   * @return at least 1
   */
  public int outputDimensions() {
    return matrix.length;
  }

  /**
   * The projection's identity: projections that give other vectors have other names.
   *
   * @return the dimensions, and a hash of all numbers
   */
  public String name() {
    return String.format(
        "%s-%d-%d-%s",
        FORMAT,
        inputDimensions(),
        outputDimensions(),
        Rules.hash(check() + Arrays.toString(mean) + scale).substring(0, 12));
  }

  void requireInput(String name, int dimensions) {
    if (dimensions != inputDimensions()) {
      throw new IllegalArgumentException(
          String.format(
              "The projection takes %d numbers, %s gives %d", inputDimensions(), name, dimensions));
    }
  }

  /** A hash of the matrix: it is drawn anew when read, and must then be the same. */
  private String check() {
    StringBuilder numbers = new StringBuilder();
    for (double[] row : matrix) {
      for (double number : row) {
        numbers.append(Double.doubleToLongBits(number)).append(' ');
      }
    }
    return Rules.hash(numbers.toString());
  }

  /** Everything but the matrix, which the seed gives: a file of some kilobytes. */
  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("outputDimensions", outputDimensions());
    json.put("seed", String.valueOf(seed));
    json.put("scale", scale);
    json.put("mean", Arrays.stream(mean).boxed().toList());
    json.put("check", check());
    return json;
  }

  static Projection fromJson(LocatedJson json) {
    json.only(Set.of("format", "outputDimensions", "seed", "scale", "mean", "check"));
    if (!json.string("format").equals(FORMAT)) {
      throw json.bad("format", json.string("format"), "must be \"" + FORMAT + "\"");
    }
    double[] mean = json.numbers("mean");
    double scale = json.number("scale");
    if (scale <= 0) {
      throw json.bad("scale", scale, "must be more than 0");
    }
    long seed = json.longText("seed");
    Projection read =
        json.make(
            () ->
                new Projection(
                    OrthonormalMatrix.draw(mean.length, json.integer("outputDimensions"), seed),
                    mean,
                    scale,
                    seed));
    if (!read.check().equals(json.string("check"))) {
      throw json.bad(
          "check", json.string("check"), "must be the hash of the matrix that the seed gives");
    }
    return read;
  }

  /** The dimensions; no numbers. */
  @Override
  public String toString() {
    return "Projection[" + name() + "]";
  }
}
