package io.agp.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.agp.prompt.Prompt;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromptGuardTest {
  @Test
  void aPromptWithoutAWordIsRefused() {
    assertThat(PromptGuard.notEmpty().refusal(Prompt.of("--- \u200b …"))).isPresent();
    assertThat(PromptGuard.notEmpty().refusal(Prompt.of("Describe."))).isEmpty();
  }

  @Test
  void aPromptBeyondItsLengthIsRefused() {
    PromptGuard three = PromptGuard.length(3);

    assertThat(three.refusal(Prompt.of(" one two\nthree "))).isEmpty();
    assertThat(three.refusal(Prompt.of("one two three four")))
        .hasValue("it has 4 words; shorten it to at most 3 words");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PromptGuard.length(0))
        .withMessage("maxWords must be at least 1, was 0");
  }

  @Test
  void placeholdersMustSurviveAndNoneIsAdded() {
    PromptGuard guard = PromptGuard.placeholders(Prompt.of("In {{language}}, for {{shop}}."));

    assertThat(guard.refusal(Prompt.of("For {{shop}} write in {{language}}; {{shop}}!"))).isEmpty();
    assertThat(guard.refusal(Prompt.of("In {{language}} about {{history}}.")))
        .hasValue(
            "its placeholders must be {{language}}, {{shop}} and are {{history}}, {{language}}");
    assertThat(PromptGuard.placeholders(Prompt.of("none")).refusal(Prompt.of("{{history}}")))
        .hasValue("its placeholders must be none and are {{history}}");
  }

  @Test
  void guardsHaveNamesForLogs() {
    PromptGuard own = proposed -> Optional.empty();

    assertThat(
            List.of(
                own.name(),
                PromptGuard.notEmpty().name(),
                PromptGuard.length(1).name(),
                PromptGuard.placeholders(Prompt.of("x")).name(),
                PromptGuard.leakage(List.of(), Prompt.of("x")).name()))
        .containsExactly("custom", "empty", "length", "placeholders", "leakage");
  }
}
