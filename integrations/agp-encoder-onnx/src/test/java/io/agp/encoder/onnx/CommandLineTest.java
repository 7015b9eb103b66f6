package io.agp.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command finds the encoder once it is on the class path. */
class CommandLineTest {
  @TempDir private Path folder;

  @BeforeEach
  void data() throws IOException {
    Path films = Files.createDirectories(folder.resolve("films"));
    for (String file : List.of("movies.csv", "ratings.csv")) {
      try (var in = getClass().getResourceAsStream("/io/agp/experiments/sample/" + file)) {
        Files.copy(in, films.resolve(file));
      }
    }
  }

  private OtherProcess agp(String... arguments) throws Exception {
    return agp(List.of(), arguments);
  }

  private OtherProcess agp(List<String> options, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(options);
    all.add("io.agp.cli.AgpCommand");
    all.addAll(Arrays.asList(arguments));
    return OtherProcess.run(folder, all);
  }

  private OtherProcess train(List<String> options) throws Exception {
    return agp(
        options,
        "train",
        "--data",
        "films",
        "--method",
        "rpp",
        "--encoder",
        "minilm",
        "--domain",
        "movies",
        "--iterations",
        "2",
        "--protocol",
        "sampled",
        "--train-users",
        "20",
        "--validation-users",
        "10",
        "--run",
        "run");
  }

  @Test
  void aRunWithMiniLmIsLearnedAndEvaluatedWithIt() throws Exception {
    OtherProcess train = train(List.of());
    assertThat(train.exitCode()).as(train.output()).isZero();
    assertThat(folder.resolve("run/policy.json")).content().contains("\"onnx-mean-256-");

    OtherProcess evaluate = agp("evaluate", "--run", "run", "--users", "10", "--methods", "rpp");
    assertThat(evaluate.exitCode()).as(evaluate.output()).isZero();
    assertThat(evaluate.output()).contains("| RPP ");
  }

  @Test
  void aPlatformWithoutTheNativeLibraryIsNamed() throws Exception {
    OtherProcess train = train(List.of("-Dos.arch=sparcv9"));

    assertThat(train.exitCode()).isEqualTo(2);
    assertThat(train.output()).contains("--encoder minilm: ", "does not load on", "sparcv9");
  }
}
