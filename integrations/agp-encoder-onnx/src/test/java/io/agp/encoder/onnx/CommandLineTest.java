package io.agp.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command finds the encoder once it is on the class path. */
class CommandLineTest {
  private static final String AGP = "io.agp.cli.AgpCommand";
  private static final String TRAIN =
      "train --data films --method rpp --encoder minilm --domain movies --iterations 2"
          + " --protocol sampled --train-users 20 --validation-users 10 --run run";

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

  private OtherProcess agp(String option, Predicate<String> onClassPath, String line)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(option, AGP));
    all.addAll(List.of(line.split(" ", -1)));
    return OtherProcess.run(folder, onClassPath, all);
  }

  /** ONNX Runtime 1.29 ended the JVM while it matched a command line of a few kilobytes. */
  @Test
  void aRunWithMiniLmIsLearnedAndEvaluatedWithItOnALongCommandLine() throws Exception {
    String longOption = "-Dlong=" + "x".repeat(50_000);
    OtherProcess train = agp(longOption, jar -> true, TRAIN);
    assertThat(train.exitCode()).as(train.output()).isZero();
    assertThat(folder.resolve("run/policy.json")).content().contains("\"onnx-mean-256-");

    OtherProcess evaluate =
        agp(longOption, jar -> true, "evaluate --run run --users 10 --methods rpp");
    assertThat(evaluate.exitCode()).as(evaluate.output()).isZero();
    assertThat(evaluate.output()).contains("| RPP ");
  }

  @Test
  void missingLibrariesAreNamed() throws Exception {
    OtherProcess train = agp("-Dnothing", jar -> !jar.contains("onnxruntime"), TRAIN);

    assertThat(train.exitCode()).isEqualTo(2);
    assertThat(train.output()).contains("--encoder minilm needs its libraries", "ai/onnxruntime/");
  }

  @Test
  void aPlatformWithoutTheNativeLibraryIsNamed() throws Exception {
    OtherProcess train = agp("-Dos.arch=sparcv9", jar -> true, TRAIN);

    assertThat(train.exitCode()).isEqualTo(2);
    assertThat(train.output()).contains("--encoder minilm: ", "does not load on", "sparcv9");
  }
}
