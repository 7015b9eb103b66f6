package io.agp.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.Ranking.Source;
import io.agp.rerank.ReadRanking;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs each benchmark method once, so that what is measured is known to do its work. */
class BenchmarksTest {
  @ParameterizedTest
  @ValueSource(ints = {10, 20, 100})
  void theTitlesDiffer(int k) {
    assertThat(Samples.candidates(k).stream().map(Item::title)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 100})
  void everyRerankerOrdersAsTheModelSaid(int k) throws Exception {
    RerankBenchmark benchmark = new RerankBenchmark();
    benchmark.k = k;
    benchmark.setUp();

    Ranking profile = benchmark.profileReranker();
    Ranking history = benchmark.historyReranker();
    assertThat(profile.source()).isEqualTo(Source.LLM);
    assertThat(profile.calls()).isEqualTo(2);
    assertThat(history.source()).isEqualTo(Source.LLM);
    assertThat(history.calls()).isEqualTo(1);
    assertThat(profile.order()).containsExactly(reversed(k));
    assertThat(history.order()).containsExactly(reversed(k));
    assertThat(benchmark.byHand()).isEqualTo(profile.items());
    assertThat(benchmark.identityReranker().items()).isEqualTo(Samples.candidates(k));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 100})
  void everyFormOfTheAnswerIsReadInFull(int k) throws Exception {
    RankingReaderBenchmark benchmark = new RankingReaderBenchmark();
    benchmark.k = k;
    benchmark.setUp();

    for (ReadRanking read :
        List.of(benchmark.cleanJson(), benchmark.numberedTitles(), benchmark.titlesInProse())) {
      assertThat(read.named()).isEqualTo(k);
      assertThat(read.order()).containsExactly(reversed(k));
    }
    assertThat(benchmark.cleanJson().repairs()).isEmpty();
    assertThat(((Map<?, ?>) benchmark.moshiAlone()).get("ranking"))
        .isEqualTo(Samples.reversed(k).stream().map(Integer::doubleValue).toList());
  }

  private static int[] reversed(int k) {
    return IntStream.range(0, k).map(i -> k - 1 - i).toArray();
  }
}
