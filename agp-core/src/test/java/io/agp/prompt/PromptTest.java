package io.agp.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.agp.Fixtures;
import org.junit.jupiter.api.Test;

class PromptTest {
  @Test
  void theTextIsTheIdentity() {
    Prompt prompt = Prompt.of("abc");

    assertThat(prompt.hash())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(prompt.shortHash()).isEqualTo("ba7816bf8f01");
    assertThat(Prompt.of("other").edited("abc").hash()).isEqualTo(prompt.hash());
  }

  @Test
  void anEditedPromptKnowsItsParent() {
    Prompt first = Prompt.of("first");

    assertThat(first.parent()).isEmpty();
    assertThat(first.edited("second").parent()).contains(first.hash());
  }

  @Test
  void aBlankPromptIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Prompt.of(" \n"))
        .withMessage("A prompt must not be blank");
    assertThatIllegalArgumentException().isThrownBy(() -> Prompt.of("x").edited(""));
  }

  @Test
  void theFirstPromptOfTheLibraryIsThere() {
    assertThat(Prompt.initialProfilePrompt().text()).startsWith("Describe this person's taste");
    assertThat(Prompt.initialProfilePrompt().parent()).isEmpty();
  }

  @Test
  void aFixedPolicyGivesEverybodyThePrompt() {
    Prompt prompt = Prompt.of("abc");
    PromptPolicy policy = PromptPolicy.fixed(prompt);

    assertThat(policy.promptFor(Fixtures.user("a"))).isSameAs(prompt);
    assertThat(policy.promptFor(Fixtures.user("b"))).isSameAs(prompt);
  }
}
