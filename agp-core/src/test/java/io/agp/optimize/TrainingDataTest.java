package io.agp.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Fixtures;
import io.agp.LabelledUser;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingDataTest {
  private final List<LabelledUser> train = Fixtures.labelled("a", 3, 1);

  @Test
  void noUserIsInTwoSamples() {
    assertThatThrownBy(() -> TrainingData.of(train, Fixtures.labelled("a", 1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "User a0 is in the training sample and in the validation sample; samples must be"
                + " disjoint");
    TrainingData data = TrainingData.of(train, List.of());
    assertThatThrownBy(() -> data.seal(train))
        .hasMessageContaining("training sample and in the test sample");
  }

  @Test
  void testUsersAreSeenOnce() {
    SealedTestUsers sealed = TrainingData.of(train, List.of()).seal(Fixtures.labelled("c", 4, 1));

    assertThat(sealed.size()).isEqualTo(4);
    assertThat(sealed.open()).hasSize(4);
    assertThatThrownBy(sealed::open).isInstanceOf(IllegalStateException.class);
  }
}
