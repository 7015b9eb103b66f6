package io.agp.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.agp.Fixtures;
import io.agp.Item;
import io.agp.Ranking;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BordaCountProperties {
  @Property(tries = 200)
  void theOrderOfTheRankingsDoesNotMatter(
      @ForAll @IntRange(min = 1, max = 9) int k,
      @ForAll @IntRange(min = 1, max = 6) int count,
      @ForAll long seed) {
    List<Item> items = Fixtures.items(k);
    List<Ranking> rankings = rankings(items, count, seed);
    List<Ranking> others = new ArrayList<>(rankings);
    Collections.shuffle(others, new Random(seed + 1));

    assertThat(BordaCount.combine(items, others, items).items())
        .isEqualTo(BordaCount.combine(items, rankings, items).items())
        .containsExactlyInAnyOrderElementsOf(items);
  }

  @Property(tries = 200)
  void theBaseOrderInsideEachRankingDoesNotMatter(
      @ForAll @IntRange(min = 1, max = 9) int k, @ForAll long seed) {
    List<Item> items = Fixtures.items(k);
    List<Ranking> rankings = rankings(items, 3, seed);
    List<Ranking> rebased =
        rankings.stream().map(one -> Ranking.builder(one.items(), one.source()).build()).toList();

    assertThat(BordaCount.combine(items, rebased, items).items())
        .isEqualTo(BordaCount.combine(items, rankings, items).items());
  }

  @Property(tries = 200)
  void whatAllRankAboveAnotherStaysAboveIt(
      @ForAll @IntRange(min = 2, max = 9) int k, @ForAll long seed) {
    List<Item> items = Fixtures.items(k);
    List<Ranking> rankings = rankings(items, 2, seed);
    Ranking combined = BordaCount.combine(items, rankings, items);

    for (Item one : items) {
      for (Item other : items) {
        if (rankings.stream().allMatch(ranking -> isAbove(ranking, one, other))) {
          assertThat(isAbove(combined, one, other)).isTrue();
        }
      }
    }
  }

  @Property(tries = 100)
  void anOrderAndItsReverseLeaveTheTiesOrder(
      @ForAll @IntRange(min = 1, max = 9) int k, @ForAll long seed) {
    List<Item> items = Fixtures.items(k);
    Ranking one = rankings(items, 1, seed).get(0);
    List<Item> backwards = new ArrayList<>(one.items());
    Collections.reverse(backwards);
    Ranking other = Ranking.builder(backwards, Ranking.Source.LLM).build();

    assertThat(BordaCount.combine(items, List.of(one, other), items).items()).isEqualTo(items);
    assertThat(BordaCount.combine(items, List.of(one, other), backwards).items())
        .isEqualTo(backwards);
  }

  @Example
  void otherCandidatesAndFallbacksAreRefused() {
    List<Item> items = Fixtures.items(3);
    Ranking other = Ranking.base(Fixtures.items(2));
    Ranking failed = Ranking.fallback(items, new IllegalStateException("x"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> BordaCount.combine(items, List.of(other), items))
        .withMessageContaining("was of [i1, i2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BordaCount.combine(items, List.of(failed), items));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BordaCount.combine(items, List.of(), items));
  }

  private static boolean isAbove(Ranking ranking, Item one, Item other) {
    return ranking.rankOf(one.id()).orElseThrow() < ranking.rankOf(other.id()).orElseThrow();
  }

  private static List<Ranking> rankings(List<Item> items, int count, long seed) {
    Random random = new Random(seed);
    List<Ranking> rankings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Item> order = new ArrayList<>(items);
      Collections.shuffle(order, random);
      rankings.add(
          Ranking.builder(items, Ranking.Source.LLM)
              .order(BordaCount.places(items, order))
              .build());
    }
    return rankings;
  }
}
