package io.agp.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.metrics.PairedBootstrap;
import io.agp.prompt.Prompt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnedPromptTest {
  @TempDir private Path folder;

  @Test
  void whatIsSavedIsLoaded() {
    Prompt initial = Prompt.of("first \"prompt\" – ü");
    LearnedPrompt learned =
        new LearnedPrompt(
            initial.edited("second"),
            initial,
            Map.of("seed", "1"),
            Optional.of(
                new LearnedPrompt.Validation(
                    0.4, 0.6, new PairedBootstrap(0.2, 0.1, 0.3, 0.99, 100))));
    Path file = folder.resolve("prompt.json");
    learned.save(file);

    assertThat(LearnedPrompt.load(file)).isEqualTo(learned);
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void aChangedTextIsRefused() throws IOException {
    Path file = folder.resolve("prompt.json");
    Prompt prompt = Prompt.of("honest");
    new LearnedPrompt(prompt, prompt, Map.of(), Optional.empty()).save(file);
    Files.writeString(file, Files.readString(file).replaceFirst("honest", "changed"));

    assertThatThrownBy(() -> LearnedPrompt.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file + ": hash must be the SHA-256 of the text");
  }

  @Test
  void aFileThatIsSomethingElseIsRefusedByName() throws IOException {
    Path file = Files.writeString(folder.resolve("x.json"), "[1]");
    Path broken = Files.writeString(folder.resolve("y.json"), "{");

    assertThatThrownBy(() -> LearnedPrompt.load(file))
        .hasMessage(file + ": the file must be a JSON object, was [1.0]");
    assertThatThrownBy(() -> LearnedPrompt.load(broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(broken.toString());
    assertThatThrownBy(() -> LearnedPrompt.load(folder.resolve("none")))
        .isInstanceOf(UncheckedIOException.class);
  }
}
