package io.agp.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Item;
import io.agp.Ranking.Repair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RankingReaderTest {
  private static final List<Item> FILMS =
      List.of(
          Item.of("296", "Aliens (1986)"),
          Item.of("1214", "Alien (1979)"),
          Item.of("2571", "Matrix, The (1999)"),
          Item.of("32", "Twelve Monkeys (a.k.a. 12 Monkeys) (1995)"),
          Item.of("47", "Seven (a.k.a. Se7en) (1995)"));

  /** Text, expected order as ids 1..5 shown to the model, expected repairs. */
  static List<Arguments> answers() {
    Repair w = Repair.WRAPPED;
    Repair m = Repair.MISSING;
    Repair n = Repair.NAMED;
    Repair r = Repair.REPEATED;
    Repair u = Repair.UNKNOWN;
    Repair z = Repair.ZERO_BASED;
    return List.of(
        of("{\"ranking\":[3,1,2,5,4]}", "31254"),
        of("  {\"ranking\": [3, 1, 2, 5, 4]}\n", "31254"),
        of("{\"reasoning\":\"two of 5 are old\",\"ranking\":[3,1,2,5,4]}", "31254"),
        of("{\"ranking\":[\"3\",\"1\",\"2\",\"5\",\"4\"]}", "31254"),
        of("{\"ranking\":[3.0,1.0,2.0,5.0,4.0]}", "31254"),
        of("{\"ranking\":[{\"id\":3},{\"id\":1},{\"id\":2},{\"id\":5},{\"id\":4}]}", "31254"),
        of("{\"result\":{\"ranking\":[3,1,2,5,4]}}", "31254", w),
        of("[3,1,2,5,4]", "31254", w),
        of("3, 1, 2, 5, 4", "31254", w),
        of("3 1 2 5 4", "31254", w),
        of("3\n1\n2\n5\n4", "31254", w),
        of("[3] > [1] > [2] > [5] > [4]", "31254", w),
        of("3 > 1 > 2 > 5 > 4", "31254", w),
        of("```json\n{\"ranking\":[3,1,2,5,4]}\n```", "31254", w),
        of("```\n[3,1,2,5,4]\n```", "31254", w),
        of("<think>maybe [1,2,3,4,5]?</think>{\"ranking\":[3,1,2,5,4]}", "31254", w),
        of("maybe [1,2,3,4,5]?</think>{\"ranking\":[3,1,2,5,4]}", "31254", w),
        of("<think>maybe {\"ranking\":[3,1,2,5,4]}", "31254", w),
        of("They saw 3 films of 1995 and 2 of 1979.\n{\"ranking\":[3,1,2,5,4]}", "31254", w),
        of("First draft: [1,2,3,4,5]. Better: [3,1,2,5,4].", "31254", w),
        of("{\"ranking\":[3,1,2,5,4]} I left out [1,2] on purpose", "31254", w),
        of("Sure! My ranking is 3, 1, 2, 5, 4. Enjoy 2 hours of film.", "31254", w),
        of("I put 3 first, then 1, then 2, followed by 5 and 4.", "31254", w),
        of("{\"ranking\":\"3, 1, 2, 5, 4\"}", "31254", w),
        of("{\"ranking\":[3,1", "31245", w, m),
        of("{\"ranking\":[3,1,", "31245", w, m),
        of("{\"ranking\":[3,3,1,2,5,4]}", "31254", r),
        of("{\"ranking\":[3,99,1,-2,5,4]}", "31542", u, m),
        of("{\"ranking\":[3,1,99999999999999999999,2,5,4]}", "31254", u),
        of("{\"ranking\":[2,0,1,4,3]}", "31254", z),
        of("{\"ranking\":[2,0]}", "31245", z, m),
        of("{\"ranking\":[٣,١,٢,٥,٤]}", "31254"),
        of("３、１、２、５、４", "31254", w),
        of("{\"ranking\":[2571,296,1214,47,32]}", "31254", n),
        of("2571, 296, 1214, 47, 32", "31254", n, w),
        of("{\"ranking\":[\"2571\",\"296\",\"1214\",\"47\",\"32\"]}", "31254", n),
        of("{\"ranking\":[\"The Matrix\",\"Aliens\",\"Alien\",\"Seven\"]}", "31254", n, m),
        of(
            "{\"ranking\":[{\"title\":\"The Matrix\"},{\"title\":\"Alien (1979)\"}]}",
            "32145",
            n,
            m),
        of("1. The Matrix (1999)\n2. Aliens (1986)\n3. Alien (1979)", "31245", n, m, w),
        of("1) **Alien**\n2) *Aliens*", "21345", n, m, w),
        of("1. [3] The Matrix\n2. [1] Aliens\n3. [2]\n4. [5]\n5. [4]", "31254", w),
        of("Rank 1: id 3\nRank 2: id 1\nRank 3: id 2", "31245", w, m),
        of("- Alien\n- The Matrix\n- Aliens", "23145", n, m, w),
        of("Alien\nThe Matrix\nAliens", "23145", n, m, w),
        of("| 1 | The Matrix |\n| 2 | Alien |", "32145", n, m, w),
        of("1. Alien 3 (1992)\n2. The Matrix\n3. Aliens", "31245", n, m, u, w),
        of("3. it is clever\n1. it is loud\n2. it is slow\n5. hm\n4. no", "31254", w),
        of("First Matrix, The, because it is clever. Then Alien.", "32145", n, m, w),
        of("\"alien\"\n\"THE MATRIX\"", "23145", n, m, w),
        of("Alien", "21345", n, m, w),
        of("1214, 2571", "23145", n, m, w),
        of("alien, the matrix, aliens", "23145", n, m, w),
        of("alien > the matrix > aliens", "23145", n, m, w),
        of("3 (The Matrix), 1 (Aliens), 2 (Alien)", "31245", n, m, w),
        of("{'ranking': [3, 1, 2, 5, 4]}", "31254", w),
        of("{\"ranking\": [3, 1, 2, 5, 4,]}", "31254", w),
        of("{\"ranking\": [3, 1, 2, 5, 4],}", "31254", w),
        of("{\"ranking\":[1,2,3,4,5]}{\"ranking\":[3,1,2,5,4]}", "31254", w),
        of("4", "41235", w, m));
  }

  private static Arguments of(String text, String order, Repair... repairs) {
    return Arguments.of(text, order, Set.of(repairs));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void reads(String text, String order, Set<Repair> repairs) {
    ReadRanking read = RankingReader.read(text, FILMS);

    assertThat(shown(read)).isEqualTo(order);
    assertThat(read.repairs()).isEqualTo(repairs);
    assertThat(read.named()).isPositive();
  }

  private static String shown(ReadRanking read) {
    return Arrays.stream(read.order()).mapToObj(i -> "" + (i + 1)).collect(Collectors.joining());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "I can't help with that.",
        "Error 503: try again in 20 seconds",
        "They liked 3 comedies from 1995 and 2 from 1999.",
        "Between 2 and 3 of these would fit.",
        "As of 2024-01-05 nothing is known.",
        "{\"error\":{\"code\":500,\"message\":\"overloaded\"}}",
        "{\"ranking\":[]}",
        "[]",
        "{\"ranking\":[0.91,0.42,0.13]}",
        "1. A film nobody knows\n2. Another one\n3. A third",
        "null",
        "[[[[[[",
        "<think>hm",
      })
  void whatNamesNoCandidateIsUnreadable(String text) {
    ReadRanking read = RankingReader.read(text, FILMS);

    assertThat(read.named()).isZero();
    assertThat(shown(read)).isEqualTo("12345");
  }

  @Test
  void tenIsNotDropped() {
    List<Item> ten = IntStream.rangeClosed(1, 10).mapToObj(i -> Item.of("x" + i, "")).toList();
    ReadRanking read = RankingReader.read("{\"ranking\":[10,9,8,7,6,5,4,3,2,1]}", ten);

    assertThat(read.order()).containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    assertThat(read.repairs()).isEmpty();
    assertThat(RankingReader.read("{\"ranking\":[10, 1", ten).order()).startsWith(9, 0);
    assertThat(RankingReader.read("{\"ranking\":[10, 1", ten).named()).isEqualTo(1);
  }

  @Test
  void aBareListMayHoldTheCallersIds() {
    List<Item> items = List.of(Item.of("m1", "A"), Item.of("m2", "B"), Item.of("x-3", "C"));

    assertThat(RankingReader.read("x-3, m1, m2", items).order()).containsExactly(2, 0, 1);
    assertThat(RankingReader.read("Order: x-3 > m1 > m2", items).order()).containsExactly(2, 0, 1);
  }

  @Test
  void twoItemsWithOneTitleAreTakenInTurn() {
    List<Item> twins =
        List.of(Item.of("a", "Other"), Item.of("b", "Emma (1996)"), Item.of("c", "Emma (1996)"));
    ReadRanking read = RankingReader.read("1. Emma (1996)\n2. Emma (1996)\n3. Other", twins);

    assertThat(read.order()).containsExactly(1, 2, 0);
  }

  @Test
  void theYearTellsRemakesApart() {
    List<Item> remakes = List.of(Item.of("a", "Heat (1986)"), Item.of("b", "Heat (1995)"));

    assertThat(RankingReader.read("1. Heat (1995)\n2. Heat (1986)", remakes).order())
        .containsExactly(1, 0);
  }

  @Test
  void titlesOfOtherScriptsAreFound() {
    List<Item> items =
        List.of(Item.of("a", "七人の侍"), Item.of("b", "Сталкер"), Item.of("c", "エイリアン"));

    assertThat(RankingReader.read("1. Сталкер\n2. エイリアン\n3. 七人の侍", items).order())
        .containsExactly(1, 2, 0);
  }

  @Test
  void noneAndOneCandidateAreRankings() {
    assertThat(RankingReader.read("{\"ranking\":[1]}", List.of()).order()).isEmpty();
    assertThat(RankingReader.read("{\"ranking\":[1]}", FILMS.subList(0, 1)).order())
        .containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "{",
        "[1,",
        "\"",
        "1, ",
        "1. Alien\n",
        "{\"a\":[",
        "<think>",
        "- ",
        "\\u12",
        " ",
        "Alien "
      })
  void hostileTextsTakeLinearTime(String unit) {
    String text = unit.repeat(1_000_000 / unit.length());

    Assertions.assertTimeout(
        Duration.ofSeconds(10), () -> assertPermutation(RankingReader.read(text, FILMS), 5));
  }

  static void assertPermutation(ReadRanking read, int k) {
    int[] sorted = read.order();
    Arrays.sort(sorted);
    assertThat(sorted).isEqualTo(IntStream.range(0, k).toArray());
    List<Integer> rest = new ArrayList<>();
    for (int i = read.named(); i < k; i++) {
      rest.add(read.order()[i]);
    }
    assertThat(rest).isSorted();
  }
}
