package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.experiments.data.DataException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  @Test
  void anUnknownFormatIsNamedWithTheKnownOnes(@TempDir Path dir) {
    assertThatThrownBy(() -> Datasets.read(dir, "netflix"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Unknown data format \"netflix\": known are auto, movielens");
  }

  @Test
  void anAbsentFolderIsNamed(@TempDir Path dir) {
    Path absent = dir.resolve("absent");

    assertThatThrownBy(() -> Datasets.read(absent, "movielens"))
        .isInstanceOf(DataException.class)
        .hasMessage(absent + ": must be an existing folder");
  }
}
