package io.agp.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxSentenceEncoderTest {
  private static OnnxSentenceEncoder encoder;

  @BeforeAll
  static void open() {
    encoder = OnnxSentenceEncoder.miniLm();
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  /** Of vectors of length 1. */
  private static double cosine(String a, String b) {
    double[] x = encoder.encode(a);
    double[] y = encoder.encode(b);
    return IntStream.range(0, x.length).mapToDouble(i -> x[i] * y[i]).sum();
  }

  private static String words(int count) {
    return IntStream.range(0, count).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "A cat sits on the mat., A kitten is resting on a rug., Interest rates rose by half a percent.",
    "A film about a robot that learns to feel, Movie in which a machine discovers emotions,"
        + " A recipe for lentil soup",
    "Answer with nothing but a JSON object., Reply in JSON only., Think about what the person likes."
  })
  void paraphrasesWithoutCommonWordsAreNearerThanOtherSentences(
      String text, String paraphrase, String other) {
    assertThat(cosine(text, paraphrase)).isGreaterThan(0.5);
    assertThat(cosine(text, other)).isLessThan(0.3);
    assertThat(cosine(paraphrase, other)).isLessThan(0.3);
  }

  /** ONNX Runtime and the tokenizer under Python gave these; processors may differ a little. */
  @Test
  void vectorsAreThoseOfAnotherProgram() {
    near("A cat sits on the mat.", 0.1161, -0.0212, -0.0316, 0.0320, -0.0459, 0.0316);
    near(
        "Crème brûlée & 東京 — “naïve” café: Tokyo Drift (2006)!",
        0.0592,
        -0.0489,
        0.0650,
        -0.0086,
        0.0200,
        0.0141);
  }

  @Test
  void aTextOfManyWindowsIsTheMeanOfAllItsTokens() {
    near(words(300), -0.0035, -0.0575, -0.0502, -0.0194, 0.0191, 0.0115);
  }

  private static void near(String text, double... expected) {
    assertThat(Arrays.copyOf(encoder.encode(text), expected.length))
        .containsExactly(expected, within(0.01));
  }

  @Test
  void theEndOfALongTextCounts() {
    assertThat(encoder.encode(words(400) + " a film about whales"))
        .isNotEqualTo(encoder.encode(words(400) + " a film about trains"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t "})
  void aTextWithoutTokensIsZero(String text) {
    assertThat(encoder.encode(text)).hasSize(384).containsOnly(0);
  }

  @Test
  void callersGetArraysOfTheirOwn() {
    double[] first = encoder.encode("The same text");
    Arrays.fill(first, 7);

    assertThat(encoder.encode("The same text")).doesNotContain(7);
  }

  /** Each encoder keeps what it has computed, so others must compute again. */
  @Test
  void threadsOrderAndCompanyChangeNoBit() throws Exception {
    List<String> texts =
        IntStream.range(0, 60).mapToObj(i -> words(1 + i % 20) + " film " + i).toList();
    List<double[]> alone = texts.stream().map(encoder::encode).toList();
    List<double[]> together = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (OnnxSentenceEncoder other = OnnxSentenceEncoder.miniLm()) {
      List<Future<double[]>> calls =
          texts.stream().map(text -> threads.submit(() -> other.encode(text))).toList();
      for (Future<double[]> call : calls) {
        together.add(call.get());
      }
    } finally {
      threads.shutdownNow();
    }

    for (int i = 0; i < texts.size(); i++) {
      assertThat(together.get(i)).containsExactly(alone.get(i));
    }
  }

  @Test
  void theNameTellsTheWindowAndTheContent() {
    assertThat(encoder.name()).matches("onnx-mean-256-[0-9a-f]{12}");
    assertThat(encoder).hasToString("OnnxSentenceEncoder[" + encoder.name() + "]");
    assertThat(encoder.dimensions()).isEqualTo(384);
  }

  @Test
  void aClosedEncoderRefusesEvenWhatItKnew() {
    OnnxSentenceEncoder closed = OnnxSentenceEncoder.miniLm();
    closed.encode("A film");
    closed.close();
    closed.close();

    assertThatThrownBy(() -> closed.encode("A film"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(closed.name(), "is closed");
  }

  @Test
  void closingWaitsForCallsUnderWay() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> calls = new ArrayList<>();
    try (OnnxSentenceEncoder closed = OnnxSentenceEncoder.miniLm()) {
      CountDownLatch underWay = new CountDownLatch(4);
      for (int thread = 0; thread < 4; thread++) {
        int number = thread;
        calls.add(threads.submit(() -> encodeUntilRefused(closed, number, underWay)));
      }
      underWay.await();
    }
    for (Future<?> call : calls) {
      call.get();
    }
    threads.shutdownNow();
  }

  private static void encodeUntilRefused(
      OnnxSentenceEncoder encoder, int thread, CountDownLatch underWay) {
    for (int i = 0; ; i++) {
      underWay.countDown();
      String text = words(50) + " by " + thread + " number " + i;
      try {
        assertThat(encoder.encode(text)).hasSize(384).doesNotContain(Double.NaN);
      } catch (IllegalStateException e) {
        assertThat(e).hasMessageContaining("is closed");
        return;
      }
    }
  }
}
