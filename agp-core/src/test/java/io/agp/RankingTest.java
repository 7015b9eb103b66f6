package io.agp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Ranking.Repair;
import io.agp.Ranking.Source;
import io.agp.llm.TokenUsage;
import io.agp.profile.UserProfile;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static final List<Item> ITEMS = Fixtures.items(3);

  @Test
  void theOrderGivesItemsAndRanks() {
    Ranking ranking = Ranking.builder(ITEMS, Source.LLM).order(new int[] {2, 0, 1}).build();

    assertThat(ranking.items()).extracting(Item::id).containsExactly("i3", "i1", "i2");
    assertThat(ranking.candidates()).isEqualTo(ITEMS);
    assertThat(ranking.rankOf("i3")).hasValue(1);
    assertThat(ranking.rankOf("i1")).hasValue(2);
    assertThat(ranking.rankOf("i2")).hasValue(3);
    assertThat(ranking.rankOf("other")).isEmpty();
  }

  @Test
  void whatIsNoPermutationIsRefused() {
    Ranking.Builder builder = Ranking.builder(ITEMS, Source.LLM);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.order(new int[] {0, 1}))
        .withMessage("An order of 3 candidates cannot have 2 places");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.order(new int[] {0, 1, 1}))
        .withMessage("Not a permutation of 0..2: [0, 1, 1]");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.order(new int[] {0, 1, 3}));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.order(new int[] {-1, 1, 2}));
  }

  @Test
  void candidatesThatShareAnIdAreRefused() {
    List<Item> twice = List.of(Item.of("a", "A"), Item.of("b", "B"), Item.of("a", "C"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ranking.base(twice))
        .withMessage("Candidate ids must differ: \"a\" is at positions 1 and 3");
  }

  @Test
  void aFailureBelongsToAFallbackAndToNothingElse() {
    RuntimeException cause = new RuntimeException("cause");

    assertThat(Ranking.fallback(ITEMS, cause).failure()).containsSame(cause);
    assertThat(Ranking.fallback(ITEMS, cause).items()).isEqualTo(ITEMS);
    assertThatIllegalStateException()
        .isThrownBy(() -> Ranking.builder(ITEMS, Source.FALLBACK).build());
    assertThatIllegalStateException()
        .isThrownBy(() -> Ranking.builder(ITEMS, Source.LLM).failure(cause).build());
  }

  @Test
  void callersCannotChangeARanking() {
    int[] order = {2, 1, 0};
    Ranking ranking = Ranking.builder(ITEMS, Source.LLM).order(order).build();
    order[0] = 0;
    ranking.order()[0] = 0;

    assertThat(ranking.order()).containsExactly(2, 1, 0);
    assertThatThrownBy(() -> ranking.items().remove(0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void ownObjectsFollowTheOrder() {
    Ranking ranking = Ranking.builder(ITEMS, Source.LLM).order(new int[] {1, 2, 0}).build();

    assertThat(ranking.apply(List.of("a", "b", "c"))).containsExactly("b", "c", "a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ranking.apply(List.of("a")))
        .withMessage("This ranking orders 3 candidates, was given 1 objects");
  }

  @Test
  void aCopyKeepsEverything() {
    UserProfile profile = new UserProfile("u", "text", "hash", TokenUsage.NONE, false);
    Ranking ranking =
        Ranking.builder(ITEMS, Source.REPAIRED)
            .order(new int[] {1, 0, 2})
            .repairs(Set.of(Repair.MISSING, Repair.NAMED))
            .profile(profile)
            .cost(2, TokenUsage.of(7, 3))
            .build();
    Ranking copy = ranking.toBuilder().build();

    assertThat(copy.order()).containsExactly(1, 0, 2);
    assertThat(copy.source()).isEqualTo(Source.REPAIRED);
    assertThat(copy.repairs()).containsExactlyInAnyOrder(Repair.MISSING, Repair.NAMED);
    assertThat(copy.profile()).contains(profile);
    assertThat(copy.calls()).isEqualTo(2);
    assertThat(copy.usage()).isEqualTo(TokenUsage.of(7, 3));
  }

  @Test
  void aNegativeNumberOfCallsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ranking.builder(ITEMS, Source.LLM).cost(-1, TokenUsage.NONE))
        .withMessage("Calls must be at least 0, was -1");
  }

  @Test
  void noCandidatesAreARankingToo() {
    assertThat(Ranking.base(List.of()).items()).isEmpty();
    assertThat(Ranking.base(List.of()).order()).isEmpty();
  }

  @Test
  void itsTextShowsIdsAndNoTitles() {
    assertThat(Ranking.base(ITEMS)).hasToString("Ranking[BASE [i1, i2, i3]]");
    assertThat(Ranking.builder(ITEMS, Source.REPAIRED).repairs(Set.of(Repair.MISSING)).build())
        .hasToString("Ranking[REPAIRED[MISSING] [i1, i2, i3]]");
  }
}
