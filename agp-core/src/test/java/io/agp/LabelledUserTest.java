package io.agp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledUserTest {
  private static final User USER = Fixtures.user("u");

  @Test
  void leaveOneOutHasOneRelevantItemOfGainOne() {
    assertThat(LabelledUser.of(USER, Fixtures.items(3), "i2").gains())
        .containsOnly(Map.entry("i2", 1.0));
  }

  @Test
  void aRelevantItemMayBeAbsentFromTheCandidates() {
    assertThat(LabelledUser.of(USER, Fixtures.items(3), "elsewhere").gains()).hasSize(1);
  }

  @Test
  void aUserWithoutARelevantItemIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabelledUser(USER, Fixtures.items(3), Map.of()))
        .withMessage("User u has no relevant item");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aGainThatIsNotPositiveAndFiniteIsRefused(double gain) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LabelledUser(USER, Fixtures.items(3), Map.of("i1", gain)))
        .withMessage("User u: the gain of item i1 must be positive and finite, was " + gain);
  }

  @Test
  void candidatesThatShareAnIdAreRefused() {
    List<Item> twice = List.of(Item.of("a", "A"), Item.of("a", "B"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelledUser.of(USER, twice, "a"))
        .withMessage("Candidate ids must differ: \"a\" is at positions 1 and 2");
  }
}
