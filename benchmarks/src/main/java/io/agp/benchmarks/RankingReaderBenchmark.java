package io.agp.benchmarks;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.agp.Item;
import io.agp.rerank.RankingReader;
import io.agp.rerank.ReadRanking;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to turn a model's text into a permutation, by the text's form. {@link #moshiAlone}
 * is the baseline: the JSON of {@link #cleanJson} parsed into lists and maps and not looked at.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RankingReaderBenchmark {
  private static final JsonAdapter<Object> JSON = new Moshi.Builder().build().adapter(Object.class);

  /** How many candidates the text ranks. */
  @Param({"10", "20", "100"})
  public int k = 10;

  private List<Item> candidates = List.of();
  private String json = "";
  private String numbered = "";
  private String prose = "";

  /** Makes the candidates and the texts. */
  @Setup
  public void setUp() {
    candidates = Samples.candidates(k);
    json = Samples.json(k);
    numbered =
        "Here is the order:\n"
            + Samples.reversed(k).stream()
                .map(place -> (k - place + 1) + ". " + title(place))
                .collect(Collectors.joining("\n"));
    prose =
        "Given this taste I would begin with "
            + Samples.reversed(k).stream().map(this::title).collect(Collectors.joining(", then "))
            + ", which fits least.";
  }

  private String title(int place) {
    return candidates.get(place - 1).title();
  }

  /**
   * The answer that was asked for.
   *
   * @return what was read
   */
  @Benchmark
  public ReadRanking cleanJson() {
    return RankingReader.read(json, candidates);
  }

  /**
   * A numbered list of titles under a line of talk.
   *
   * @return what was read
   */
  @Benchmark
  public ReadRanking numberedTitles() {
    return RankingReader.read(numbered, candidates);
  }

  /**
   * Titles in one running sentence.
   *
   * @return what was read
   */
  @Benchmark
  public ReadRanking titlesInProse() {
    return RankingReader.read(prose, candidates);
  }

  /**
   * Baseline: Moshi parses the clean JSON.
   *
   * @return maps and lists
   * @throws IOException if it is not JSON
   */
  @Benchmark
  public @Nullable Object moshiAlone() throws IOException {
    return JSON.fromJson(json);
  }
}
