package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import io.agp.User;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncodersTest {
  private static final SentenceEncoder SENTENCES = new HashingSentenceEncoder(32);
  private static final Item HEAT = Item.of("heat", "Heat");
  private static final Item ALIEN = Item.of("alien", "Alien");

  @Test
  void aUserWithAnEmbeddingHasItAndOthersAreEncodedByText() {
    UserEncoder text = UserEncoder.ofText(SENTENCES, 5).projected(Projection.random(32, 3, 1));
    UserEncoder users = UserEncoder.embeddings("mf", Map.of("u", new double[] {1, 2, 3}), text);
    User unknown = User.of("v", List.of(HEAT));

    assertThat(users.encode(Films.user(3))).containsExactly(1, 2, 3);
    assertThat(users.knows(Films.user(3))).isTrue();
    assertThat(users.encode(unknown)).isEqualTo(text.encode(unknown)).isNotEqualTo(new double[3]);
    assertThat(users.knows(unknown)).isFalse();
    assertThat(users.dimensions()).isEqualTo(3);
    assertThat(users.name()).startsWith("mf or last 5 of texts by hashing-1-32 to orthonormal-1");
  }

  @Test
  void aTextEncoderTakesTheMeanOfTheLatestItems() {
    UserEncoder last = UserEncoder.ofText(SENTENCES, 2);
    double[] mean = new double[32];
    Vectors.add(mean, 0.5, SENTENCES.encode("Heat"));
    Vectors.add(mean, 0.5, SENTENCES.encode("Alien"));

    User user = User.of("u", List.of(Item.of("m", "Metropolis"), HEAT, ALIEN));

    assertThat(last.encode(user)).isEqualTo(mean);
    assertThat(last.knows(user)).isTrue();
  }

  @Test
  void aUserWithoutHistoryIsZeroAndUnknownAlsoAfterAProjection() {
    UserEncoder text = UserEncoder.ofText(SENTENCES, 2);
    Projection fitted =
        Projection.fit(List.of(SENTENCES.encode("Heat"), SENTENCES.encode("Alien")), 4, 1);

    assertThat(text.encode(Films.user(0))).containsOnly(0.0);
    assertThat(text.projected(fitted).encode(Films.user(0))).containsOnly(0.0);
    assertThat(text.projected(fitted).knows(Films.user(0))).isFalse();
  }

  @Test
  void anItemsAttributesCountAndItsIdDoesNot() {
    ItemEncoder items = ItemEncoder.ofText(SENTENCES);

    assertThat(items.encode(HEAT.with("genre", "crime"))).isNotEqualTo(items.encode(HEAT));
    assertThat(items.encode(Item.of("other", "Heat"))).isEqualTo(items.encode(HEAT));
    assertThat(items.encode(Item.of("x", ""))).containsOnly(0.0);
  }

  @Test
  void anItemWithAnEmbeddingHasItAndOthersAreEncodedByText() {
    ItemEncoder text = ItemEncoder.ofText(SENTENCES).projected(Projection.random(32, 2, 1));
    ItemEncoder items = ItemEncoder.embeddings("mf", Map.of("heat", new double[] {4, 5}), text);

    assertThat(items.encode(HEAT)).containsExactly(4, 5);
    assertThat(items.encode(ALIEN)).isEqualTo(text.encode(ALIEN));
    assertThat(items.dimensions()).isEqualTo(2);
    assertThat(items.name()).startsWith("mf or texts by hashing-1-32");
  }

  @Test
  void changingAnArrayGivenOrTakenChangesNoEncoder() {
    double[] given = {1, 2};
    UserEncoder text = UserEncoder.ofText(SENTENCES, 2).projected(Projection.random(32, 2, 1));
    UserEncoder users = UserEncoder.embeddings("mf", Map.of("u", given), text);
    given[0] = 9;
    users.encode(Films.user(0))[1] = 9;

    assertThat(users.encode(Films.user(0))).containsExactly(1, 2);
  }

  @Test
  void embeddingsOfWrongLengthOrNumbersAndFallbacksOfOtherDimensionsAreRefused() {
    UserEncoder text = UserEncoder.ofText(SENTENCES, 2);

    assertThatThrownBy(() -> UserEncoder.embeddings("mf", Map.of("u", new double[3]), text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The embedding of \"u\" must have 32 numbers, has 3");
    double[] broken = new double[32];
    broken[7] = Double.POSITIVE_INFINITY;
    assertThatThrownBy(() -> UserEncoder.embeddings("mf", Map.of("u", broken), text))
        .hasMessageContaining("finite numbers");
    assertThatThrownBy(() -> UserEncoder.embeddings("mf", Map.of(), text))
        .hasMessageContaining("must not be empty");
    assertThatThrownBy(() -> text.projected(Projection.random(8, 2, 1)))
        .hasMessageContaining("takes 8 numbers, last 2 of texts by hashing-1-32 gives 32");
    assertThatThrownBy(() -> UserEncoder.ofText(SENTENCES, 0)).hasMessageContaining("at least 1");
  }
}
