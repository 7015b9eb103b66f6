package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HashingSentenceEncoderTest {
  private static final HashingSentenceEncoder ENCODER = new HashingSentenceEncoder(256);

  @Test
  void textWithoutLettersOrDigitsIsZero() {
    assertThat(ENCODER.encode("")).containsOnly(0.0);
    assertThat(ENCODER.encode(" \n\t.,;!? ")).containsOnly(0.0);
  }

  @Test
  void sharedWordsAndPartsOfWordsBringTextsNearer() {
    double[] text = ENCODER.encode("order the candidates by genre");

    double same = Vectors.dot(text, ENCODER.encode("Order the candidates, by GENRE!"));
    double words = Vectors.dot(text, ENCODER.encode("order the candidates by mood"));
    double parts = Vectors.dot(text, ENCODER.encode("ordered candidacy generic"));
    double nothing = Vectors.dot(text, ENCODER.encode("films you saw last"));

    assertThat(same).isCloseTo(1, within(1e-12));
    assertThat(words).isBetween(0.5, 0.99);
    assertThat(parts).isBetween(0.15, words);
    assertThat(Math.abs(nothing)).isLessThan(0.15);
  }

  @Test
  void aTextOfWordsWithoutSpacesAndOfManyCharactersIsEncoded() {
    assertThat(Vectors.length(ENCODER.encode("映画の順位".repeat(20_000)))).isCloseTo(1, within(1e-12));
    assertThat(ENCODER.encode("\uD83D")).containsOnly(0.0);
  }

  @Test
  void theNumbersAreTheSameOnEveryMachine() {
    double[] vector = new HashingSentenceEncoder(8).encode("Heat (1995)");

    // worked out by another program from the description alone
    double[] expected = {
      -0.15453438993833793,
      0.40885956478392427,
      0.8724627345989381,
      0.0,
      0.15453438993833793,
      0.0,
      -0.15453438993833793,
      0.0
    };
    assertThat(vector).containsExactly(expected, within(1e-14));
  }

  @Test
  void theNameTellsTheDimensionsAndFewerThanTwoAreRefused() {
    assertThat(new HashingSentenceEncoder().name()).isEqualTo("hashing-1-512");
    assertThat(new HashingSentenceEncoder().dimensions()).isEqualTo(512);
    assertThatThrownBy(() -> new HashingSentenceEncoder(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 2, was 1");
  }
}
