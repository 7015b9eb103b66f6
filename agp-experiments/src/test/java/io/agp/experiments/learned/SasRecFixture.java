package io.agp.experiments.learned;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One step of SASRec computed in double precision by PyTorch: three sequences of length 5, 12
 * items, d = 4, 2 heads, 2 blocks.
 */
final class SasRecFixture {
  private static final String PATH = "shared/fixtures/recommenders/sasrec-step.json";

  private final Map<?, ?> json;

  private SasRecFixture(Map<?, ?> json) {
    this.json = json;
  }

  /** The fixture, or the end of the test. */
  static SasRecFixture orSkip() {
    Optional<Path> file =
        Stream.iterate(
                Path.of(System.getProperty("user.dir")).toAbsolutePath(),
                dir -> dir != null,
                Path::getParent)
            .map(dir -> dir.resolve(PATH))
            .filter(Files::isRegularFile)
            .findFirst();
    assumeTrue(file.isPresent(), PATH + " is not here");
    try {
      String text = Files.readString(file.orElseThrow());
      return new SasRecFixture(
          (Map<?, ?>) new Moshi.Builder().build().adapter(Object.class).fromJson(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SasRecSettings settings() {
    return SasRecRecommender.builder()
        .dimensions((int) number("d"))
        .blocks((int) number("blocks"))
        .heads((int) number("heads"))
        .length((int) number("length"))
        .learningRate(number("learningRate"))
        .dropout(0)
        .batchSize(3)
        .loss(SasRecRecommender.Loss.BCE)
        .settings(1);
  }

  double number(String name) {
    return (Double) json.get(name);
  }

  /** All numbers of a list of lists, one after the other. */
  double[] numbers(String name) {
    return flat(json.get(name));
  }

  /** The numbers of a tensor in one of the groups of tensors. */
  double[] numbers(String group, String tensor) {
    return flat(((Map<?, ?>) json.get(group)).get(tensor));
  }

  int[] integers(String name) {
    double[] numbers = numbers(name);
    int[] integers = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      integers[i] = (int) numbers[i];
    }
    return integers;
  }

  SasRecWeights weights() {
    SasRecWeights weights = SasRecWeights.zeros((int) number("items"), settings());
    for (Tensor tensor : weights.all()) {
      double[] numbers = numbers("parameters", tensor.name());
      for (int i = 0; i < tensor.values().length; i++) {
        tensor.values()[i] = (float) numbers[i];
      }
    }
    return weights;
  }

  private static double[] flat(Object value) {
    List<Double> numbers = new ArrayList<>();
    collect(value, numbers);
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void collect(Object value, List<Double> numbers) {
    if (value instanceof List<?> list) {
      list.forEach(element -> collect(element, numbers));
    } else {
      numbers.add((Double) value);
    }
  }
}
