package io.agp.rpp.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * One update that PyTorch computed, which is not part of the project. Tests that need it are
 * skipped where it is neither in the folder that AGP_DATA names nor in {@code shared/fixtures/rpp}
 * beside a folder above the working directory.
 */
final class Fixture {
  private static final String NAME = "a2c-step.json";

  private final Map<?, ?> root;

  private Fixture(Map<?, ?> root) {
    this.root = root;
  }

  /** The fixture, or the end of the test. */
  static Fixture orSkip() throws IOException {
    Optional<Path> file = file();
    assumeTrue(file.isPresent(), NAME + " is not here");
    String json = Files.readString(file.orElseThrow());
    Object root = new Moshi.Builder().build().adapter(Object.class).fromJson(json);
    return new Fixture((Map<?, ?>) Objects.requireNonNull(root));
  }

  private static Optional<Path> file() {
    Stream<Path> named = Stream.ofNullable(System.getenv("AGP_DATA")).map(Path::of);
    Stream<Path> besideAParent =
        Stream.iterate(
                Path.of(System.getProperty("user.dir")).toAbsolutePath(),
                dir -> dir != null,
                Path::getParent)
            .map(dir -> dir.resolve("shared/fixtures/rpp"));
    return Stream.concat(named, besideAParent)
        .map(dir -> dir.resolve(NAME))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** The value at a path of keys and indices. */
  Object at(Object... path) {
    Object value = root;
    for (Object part : path) {
      Object inner =
          part instanceof Integer index
              ? ((List<?>) value).get(index)
              : ((Map<?, ?>) value).get(part);
      value = Objects.requireNonNull(inner, () -> "no " + part);
    }
    return value;
  }

  double number(Object... path) {
    return (double) at(path);
  }

  /** All numbers of nested lists, in order. */
  double[] numbers(Object... path) {
    List<Double> numbers = new ArrayList<>();
    collect(at(path), numbers);
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void collect(Object value, List<Double> target) {
    if (value instanceof List<?> list) {
      list.forEach(part -> collect(Objects.requireNonNull(part), target));
    } else {
      target.add((Double) value);
    }
  }

  double[][] matrix(Object... path) {
    return each(path).map(this::numbers).toArray(double[][]::new);
  }

  double[][][] matrices(Object... path) {
    return each(path).map(this::matrix).toArray(double[][][]::new);
  }

  private Stream<Object[]> each(Object... path) {
    List<?> parts = (List<?>) at(path);
    return Stream.iterate(0, index -> index < parts.size(), index -> index + 1)
        .map(index -> Stream.concat(Stream.of(path), Stream.of(index)).toArray());
  }

  /** Weights or gradients by the names that {@link ActorCritic#weights} gives them. */
  Map<String, double[]> named(String part) {
    Map<String, double[]> named = new LinkedHashMap<>();
    for (int agent = 0; agent < ((List<?>) at(part, "agents")).size(); agent++) {
      for (String network : List.of("actor", "critic")) {
        for (Object name : ((Map<?, ?>) at(part, "agents", agent, network)).keySet()) {
          named.put(
              "agents." + agent + "." + network + "." + name,
              numbers(part, "agents", agent, network, name));
        }
      }
    }
    for (Object name : ((Map<?, ?>) at(part, "gru")).keySet()) {
      named.put("gru." + name, numbers(part, "gru", name));
    }
    return named;
  }

  /** The networks with their first weights. */
  ActorCritic networks() {
    List<Integer> actions = new ArrayList<>();
    for (double count : numbers("actions")) {
      actions.add((int) count);
    }
    ActorCritic networks = ActorCritic.random((int) number("d"), actions, Pooling.GRU, 0);
    networks.loadWeights(named("initial"));
    return networks;
  }

  UpdateSettings settings() {
    return UpdateSettings.builder()
        .gamma(number("gamma"))
        .nStep((int) number("nStep"))
        .entropyCoefficient(number("entropyCoefficient"))
        .actorLearningRate(number("actorLearningRate"))
        .criticLearningRate(number("criticLearningRate"))
        .build();
  }

  Trajectory trajectory() {
    return Trajectory.builder()
        .userEmbeddings(matrix("userEmbeddings"))
        .promptEmbeddings(matrices("promptEmbeddings"))
        .rankedItems(each("rankedItemEmbeddings").map(this::matrices).toArray(double[][][][]::new))
        .actions(actions())
        .rewards(matrix("rewards"))
        .build();
  }

  private int[][][] actions() {
    return Stream.of(each("chosenActions").map(this::matrix).toArray(double[][][]::new))
        .map(agent -> Stream.of(agent).map(Fixture::integers).toArray(int[][]::new))
        .toArray(int[][][]::new);
  }

  private static int[] integers(double[] numbers) {
    return DoubleStream.of(numbers).mapToInt(number -> (int) number).toArray();
  }
}
