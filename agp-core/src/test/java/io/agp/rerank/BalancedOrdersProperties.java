package io.agp.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Fixtures;
import io.agp.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BalancedOrdersProperties {
  @Property(tries = 200)
  void everyOrderHoldsEveryCandidateOnce(
      @ForAll @IntRange(min = 2, max = 25) int k,
      @ForAll @IntRange(min = 1, max = 60) int rounds,
      @ForAll long seed) {
    List<Item> items = Fixtures.items(k);
    List<List<Item>> orders = BalancedOrders.of(items, rounds, seed, "u");

    assertThat(orders).hasSize(rounds);
    assertThat(orders)
        .allSatisfy(order -> assertThat(order).containsExactlyInAnyOrderElementsOf(items));
  }

  @Property(tries = 200)
  void visitsOfACandidateToAPlaceDifferByOneAtMost(
      @ForAll @IntRange(min = 2, max = 25) int k,
      @ForAll @IntRange(min = 1, max = 60) int rounds,
      @ForAll long seed) {
    int[][] visits = visits(k, BalancedOrders.of(Fixtures.items(k), rounds, seed, "u"));

    for (int[] ofOne : visits) {
      for (int count : ofOne) {
        assertThat(count).isBetween(rounds / k, (rounds + k - 1) / k);
      }
    }
  }

  private static int[][] visits(int k, List<List<Item>> orders) {
    int[][] visits = new int[k][k];
    for (List<Item> order : orders) {
      for (int place = 0; place < k; place++) {
        visits[Integer.parseInt(order.get(place).id().substring(1)) - 1][place]++;
      }
    }
    return visits;
  }

  @Property(tries = 100)
  void roundsOfAPairAreEachOthersReverse(
      @ForAll @IntRange(min = 1, max = 12) int half, @ForAll long seed) {
    List<List<Item>> orders = BalancedOrders.of(Fixtures.items(2 * half), 2 * half, seed, "u");

    for (int pair = 0; pair < half; pair++) {
      List<Item> backwards = new ArrayList<>(orders.get(2 * pair + 1));
      Collections.reverse(backwards);
      assertThat(backwards).isEqualTo(orders.get(2 * pair));
    }
  }

  @Property(tries = 50)
  void inAnEvenSquareEveryCandidateFollowsEveryOtherOnce(
      @ForAll @IntRange(min = 1, max = 12) int half, @ForAll long seed) {
    int k = 2 * half;
    Set<List<Item>> neighbours = new HashSet<>();
    for (List<Item> order : BalancedOrders.of(Fixtures.items(k), k, seed, "u")) {
      for (int place = 1; place < k; place++) {
        neighbours.add(order.subList(place - 1, place + 1));
      }
    }

    assertThat(neighbours).hasSize(k * (k - 1));
  }

  @Property(tries = 50)
  void moreRoundsKeepTheFirstOnes(@ForAll @IntRange(min = 2, max = 12) int k, @ForAll long seed) {
    List<List<Item>> few = BalancedOrders.of(Fixtures.items(k), 3, seed, "u");

    assertThat(BalancedOrders.of(Fixtures.items(k), 40, seed, "u").subList(0, 3)).isEqualTo(few);
  }
}
