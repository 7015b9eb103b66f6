package io.agp.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Fixtures;
import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.Ranking;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NoiseFloorTest {
  private final List<LabelledUser> users = Fixtures.labelled("u", 400, 1);

  /** The relevant item is first or second, by a coin: NDCG 1 or 0.631. */
  private Evaluation coin(long seed) {
    Random random = new Random(seed);
    List<Ranking> rankings = new ArrayList<>();
    for (int i = 0; i < users.size(); i++) {
      List<Item> items = new ArrayList<>(Fixtures.items(10));
      Collections.swap(items, 0, random.nextInt(2));
      rankings.add(Ranking.base(items));
    }
    return Evaluation.of(users, rankings);
  }

  /** Variance of a coin's step of 0.369 is 0.369²/4; that of a difference twice as much. */
  @Test
  void theNoiseOfACoinIsKnown() {
    NoiseFloor floor = NoiseFloor.of(List.of(coin(1), coin(2), coin(3)), 10, 1);

    assertThat(floor.standardDeviation()).isCloseTo(0.369 / Math.sqrt(2), Offset.offset(0.02));
    NoiseFloor.Spread ten = floor.spread(10);
    assertThat(ten.users()).isEqualTo(10);
    assertThat(ten.high()).isCloseTo(1.96 * 0.261 / Math.sqrt(10), Offset.offset(0.03));
    assertThat(ten.low()).isCloseTo(-ten.high(), Offset.offset(0.03));
    assertThat(ten.better()).isBetween(0.3, 0.55);
    assertThat(floor.spread(400).high()).isLessThan(ten.high() / 5);
    assertThat(floor.detectable(100, 1.645)).isCloseTo(2.487 * 0.0261, Offset.offset(0.005));
  }

  @Test
  void aModelThatRepeatsItselfHasNoNoise() {
    NoiseFloor floor = NoiseFloor.of(List.of(coin(1), coin(1)), 10, 1);

    assertThat(floor.standardDeviation()).isZero();
    assertThat(floor.spread(10)).isEqualTo(new NoiseFloor.Spread(10, 0, 0, 0));
  }

  @Test
  void whatIsNoReplicateIsRefused() {
    assertThatThrownBy(() -> NoiseFloor.of(List.of(coin(1)), 10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A noise floor needs at least two replicates, was given 1");
    List<LabelledUser> others = Fixtures.labelled("v", 1, 1);
    Evaluation other = Evaluation.of(others, List.of(Ranking.base(others.get(0).candidates())));
    assertThatThrownBy(() -> NoiseFloor.of(List.of(coin(1), other), 10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("same users");
    assertThatThrownBy(() -> NoiseFloor.of(List.of(coin(1), coin(2)), 10, 1).spread(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("users must be at least 1, was 0");
  }
}
