package io.agp.rpp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateSettingsTest {
  @Test
  void paperValuesAreTheDefaults() {
    UpdateSettings settings = UpdateSettings.builder().build();

    assertThat(settings.gamma()).isEqualTo(0.95);
    assertThat(settings.nStep()).isEqualTo(1);
    assertThat(settings.entropyCoefficient()).isZero();
    assertThat(settings.actorLearningRate()).isEqualTo(3e-4);
    assertThat(settings.criticLearningRate()).isEqualTo(5e-4);
    assertThat(settings.gradientClip()).isInfinite();
    assertThat(settings.clipEpsilon()).isEmpty();
  }

  @Test
  void newBuilderKeepsEverySetting() {
    UpdateSettings settings =
        UpdateSettings.builder()
            .gamma(0.5)
            .nStep(3)
            .entropyCoefficient(0.1)
            .actorLearningRate(0.01)
            .criticLearningRate(0.02)
            .gradientClip(4)
            .clipEpsilon(0.2)
            .build();

    assertThat(settings.newBuilder().build()).usingRecursiveComparison().isEqualTo(settings);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.NEGATIVE_INFINITY})
  void negativeAndNaNAreRefusedEverywhere(double value) {
    UpdateSettings.Builder builder = UpdateSettings.builder();

    assertRefused(builder::gamma, value, "gamma");
    assertRefused(builder::entropyCoefficient, value, "entropyCoefficient");
    assertRefused(builder::actorLearningRate, value, "actorLearningRate");
    assertRefused(builder::criticLearningRate, value, "criticLearningRate");
    assertRefused(builder::gradientClip, value, "gradientClip");
    assertRefused(builder::clipEpsilon, value, "clipEpsilon");
  }

  @Test
  void upperBoundsHold() {
    UpdateSettings.Builder builder = UpdateSettings.builder();

    assertRefused(builder::gamma, 1.01, "gamma must be from 0 to 1 but is 1.01");
    assertRefused(builder::clipEpsilon, 1, "clipEpsilon must be between 0 and 1 but is 1.0");
    assertRefused(builder::actorLearningRate, 1 / 0.0, "must be finite and positive");
    assertThatThrownBy(() -> builder.nStep(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nStep must be at least 1 but is 0");
  }

  private static void assertRefused(DoubleFunction<?> setter, double value, String message) {
    assertThatThrownBy(() -> setter.apply(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(Double.toString(value));
  }
}
