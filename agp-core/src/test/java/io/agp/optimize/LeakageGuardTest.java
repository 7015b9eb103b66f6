package io.agp.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Item;
import io.agp.prompt.Prompt;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakageGuardTest {
  private final PromptGuard guard =
      new LeakageGuard(
          List.of(
              Item.of("1", "Speed (1994)"),
              Item.of("2", "Back to the Future (1985)"),
              Item.of("3", "Matrix, The (1999)"),
              Item.of("4", "Taste (2001)"),
              Item.of("5", "300 (2006)"),
              Item.of("6", "Twelve Nights").with("director", "Ada Novakova, P. Oh")),
          Prompt.of("Describe the person's Taste in a few sentences."));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Compare with Speed and say why.",
        "Compare with \"speed\" and say why.",
        "Does the person like speed (1994)?",
        "People who like back to the future differ.",
        "Say whether The Matrix comes near.",
        "Say whether Matrix, The comes near.",
        "Is it like Twelve Nights?",
        "Twelve Nights is a sign of good taste.",
        "Does Novakova direct it?",
        "Put the ground truth first.",
        "Consider the Ground-truth item.",
      })
  void refuses(String text) {
    assertThat(guard.refusal(Prompt.of(text))).as(text).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Say how the speed of the story matters.",
        "Describe the Taste of the person.",
        "Use at most 300 words.",
        "Speed of telling counts too.",
        "Look at the matrix of genres and years.",
        "Say which directors matter, and which decade the choices come from.",
        "Think of the future and go back to the roots.",
      })
  void allows(String text) {
    assertThat(guard.refusal(Prompt.of(text))).as(text).isEmpty();
  }
}
