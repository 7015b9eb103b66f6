package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KCoreTest {
  private static final int USERS = 9;
  private static final int ITEMS = 7;

  private record Pair(int user, int item) {}

  @Property(tries = 1000, seed = "2026")
  void itKeepsWhatIsLeftWhenRareOnesAreLeftOutAgainAndAgain(
      @ForAll("interactions") List<Pair> pairs, @ForAll @IntRange(min = 1, max = 5) int k) {
    KCore core = core(k, pairs);
    Set<Pair> left = naive(k, pairs);

    for (int user = 0; user < USERS; user++) {
      assertThat(core.keepsUser(user)).isEqualTo(k == 1 || has(left, Pair::user, user));
    }
    for (int item = 0; item < ITEMS; item++) {
      assertThat(core.keepsItem(item)).isEqualTo(k == 1 || has(left, Pair::item, item));
    }
  }

  @Provide
  Arbitrary<List<Pair>> interactions() {
    return Combinators.combine(
            Arbitraries.integers().between(0, USERS - 1),
            Arbitraries.integers().between(0, ITEMS - 1))
        .as(Pair::new)
        .list()
        .ofMaxSize(60);
  }

  @Test
  void severalInteractionsWithAnItemCountOnce() {
    KCore core = core(2, List.of(new Pair(0, 0), new Pair(0, 0), new Pair(1, 0)));

    assertThat(core.keepsUser(0)).isFalse();
    assertThat(core.keepsItem(0)).isFalse();
  }

  @Test
  void aUserWhoIsNotThereIsNotKept() {
    assertThat(core(1, List.of()).keepsUser(-1)).isFalse();
  }

  private static KCore core(int k, List<Pair> pairs) {
    return KCore.of(
        k,
        ImmutableIntArray.copyOf(pairs.stream().mapToInt(Pair::user)),
        ImmutableIntArray.copyOf(pairs.stream().mapToInt(Pair::item)),
        USERS,
        ITEMS);
  }

  private static Set<Pair> naive(int k, List<Pair> pairs) {
    Set<Pair> left = new HashSet<>(pairs);
    int before;
    do {
      before = left.size();
      Set<Pair> all = Set.copyOf(left);
      left.removeIf(
          pair ->
              count(all, Pair::user, pair.user()) < k || count(all, Pair::item, pair.item()) < k);
    } while (left.size() < before);
    return left;
  }

  private static long count(Set<Pair> pairs, ToIntFunction<Pair> side, int number) {
    return pairs.stream().filter(pair -> side.applyAsInt(pair) == number).count();
  }

  private static boolean has(Set<Pair> pairs, ToIntFunction<Pair> side, int number) {
    return count(pairs, side, number) > 0;
  }
}
