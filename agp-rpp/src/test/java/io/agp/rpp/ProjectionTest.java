package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectionTest {
  @ParameterizedTest
  @CsvSource({"512,64", "64,64", "2,2", "1,1", "3,7", "1,5", "5,1"})
  void theMatrixIsOrthonormal(int input, int output) {
    double[][] matrix = OrthonormalMatrix.draw(input, output, 7);
    boolean wide = output <= input;
    int count = Math.min(input, output);

    assertThat(matrix.length).isEqualTo(output);
    assertThat(matrix[0].length).isEqualTo(input);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        double dot = 0;
        for (int k = 0; k < Math.max(input, output); k++) {
          dot += wide ? matrix[i][k] * matrix[j][k] : matrix[k][i] * matrix[k][j];
        }
        assertThat(dot).isCloseTo(i == j ? 1 : 0, within(1e-12));
      }
    }
  }

  @Test
  void distancesStayAboutAsTheyAre() {
    Projection projection = Projection.random(512, 64, 1);
    List<double[]> vectors = uniform(40, 512, 2);
    for (int i = 1; i < vectors.size(); i++) {
      double[] difference = vectors.get(i).clone();
      Vectors.add(difference, -1, vectors.get(i - 1));

      double kept = Vectors.length(projection.apply(difference)) / Vectors.length(difference);

      assertThat(kept).isBetween(0.65, 1.35); // 1 ± 4 / sqrt(2 · 64)
    }
  }

  @Test
  void fittedResultsHaveMeanZeroAndMeanSquareLengthOne() {
    List<double[]> vectors = uniform(30, 100, 3);
    vectors.forEach(vector -> vector[0] += 50);
    Projection projection = Projection.fit(vectors, 16, 4);
    double[] mean = new double[16];
    double squares = 0;
    for (double[] vector : vectors) {
      double[] result = projection.apply(vector);
      Vectors.add(mean, 1.0 / 30, result);
      squares += Vectors.dot(result, result) / 30;
    }

    assertThat(Vectors.length(mean)).isLessThan(1e-10);
    assertThat(squares).isCloseTo(1, within(1e-10));
  }

  @Test
  void zeroStaysZeroAndVectorsThatAreAllAlikeGiveFiniteNumbers() {
    Projection fitted = Projection.fit(uniform(5, 20, 5), 4, 6);
    double[] alike = uniform(1, 20, 5).get(0);
    Projection ofOne = Projection.fit(List.of(alike, alike.clone()), 4, 6);

    assertThat(fitted.apply(new double[20])).containsOnly(0.0);
    assertThat(Vectors.length(ofOne.apply(alike))).isLessThan(1e-9);
    assertThat(Vectors.length(ofOne.apply(uniform(1, 20, 8).get(0)))).isBetween(0.1, 100.0);
  }

  @Test
  void aProjectionIsTheSameAfterWritingAndReading() {
    Projection projection = Projection.fit(uniform(5, 300, 5), 64, -123456789012345L);
    String text = LocatedJson.write(projection.toJson());

    Projection read = Projection.fromJson(LocatedJson.parse("policy.json", text));

    double[] vector = uniform(1, 300, 9).get(0);
    assertThat(read.apply(vector)).isEqualTo(projection.apply(vector));
    assertThat(read.name()).isEqualTo(projection.name());
    assertThat(text.length()).isLessThan(20_000);
  }

  @Test
  void anotherMatrixThanTheOneWrittenIsRefused() {
    Map<String, Object> json = Projection.random(10, 4, 1).toJson();
    json.put("seed", "2");

    assertThatThrownBy(
            () -> Projection.fromJson(LocatedJson.parse("policy.json", LocatedJson.write(json))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("policy.json: check must be the hash of the matrix");
  }

  @Test
  void theSameSeedGivesTheSameProjectionAndAnotherSeedAnother() {
    assertThat(Projection.random(10, 4, 1).name()).isEqualTo(Projection.random(10, 4, 1).name());
    assertThat(Projection.random(10, 4, 1).name()).isNotEqualTo(Projection.random(10, 4, 2).name());
    assertThat(Projection.fit(uniform(3, 10, 1), 4, 1).name())
        .isNotEqualTo(Projection.fit(uniform(3, 10, 2), 4, 1).name());
  }

  @Test
  void wrongShapesAndNumbersAreRefused() {
    assertThatThrownBy(() -> Projection.random(0, 4, 1)).hasMessageContaining("0 to 4");
    assertThatThrownBy(() -> Projection.fit(List.of(), 4, 1)).hasMessageContaining("at least one");
    assertThatThrownBy(() -> Projection.fit(List.of(new double[3], new double[2]), 4, 1))
        .hasMessageContaining("Vector 2 must have 3 numbers, has 2");
    assertThatThrownBy(() -> Projection.fit(List.of(new double[] {Double.NaN}), 4, 1))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> Projection.random(3, 2, 1).apply(new double[2]))
        .hasMessageContaining("takes 3 numbers, was given 2");
  }

  private static List<double[]> uniform(int count, int length, long seed) {
    Random random = new Random(seed);
    List<double[]> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      vectors.add(random.doubles(length).map(x -> 2 * x - 1).toArray());
    }
    return vectors;
  }
}
