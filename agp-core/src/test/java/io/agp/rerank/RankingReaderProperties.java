package io.agp.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Item;
import io.agp.Ranking.Repair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RankingReaderProperties {
  @Property(tries = 3_000)
  void everyTextGivesAPermutationThatIsStableForWhatWasNotNamed(
      @ForAll("texts") String text, @ForAll("candidates") List<Item> candidates) {
    RankingReaderTest.assertPermutation(RankingReader.read(text, candidates), candidates.size());
  }

  @Property(tries = 500)
  void everyFormOfAPermutationIsReadBack(@ForAll("permutations") List<Integer> ids) {
    List<Item> items =
        IntStream.rangeClosed(1, ids.size())
            .mapToObj(
                i ->
                    Item.of("key-" + i, "Story of " + "abcdefghijklmnopqrstuvwxyz".charAt(i) + "x"))
            .toList();
    int[] expected = ids.stream().mapToInt(i -> i - 1).toArray();
    for (String form : forms(ids, items)) {
      assertThat(RankingReader.read(form, items).order()).as(form).isEqualTo(expected);
    }
    assertThat(RankingReader.read("{\"ranking\":" + ids + "}", items).repairs()).isEmpty();
    assertThat(RankingReader.read(ids.toString(), items).repairs()).containsExactly(Repair.WRAPPED);
  }

  private static List<String> forms(List<Integer> ids, List<Item> items) {
    List<String> titles = ids.stream().map(i -> items.get(i - 1).title()).toList();
    List<String> numbered = new ArrayList<>();
    for (int i = 0; i < titles.size(); i++) {
      numbered.add((i + 1) + ". " + titles.get(i));
    }
    return List.of(
        "{\"ranking\":" + ids + "}",
        ids.toString(),
        "```json\n" + ids + "\n```",
        join(ids, ", "),
        join(ids, " > "),
        join(ids, "\n"),
        "Because of 2 reasons from 1990:\n{\"ranking\":" + ids + "}\nHope it helps.",
        "[\"" + String.join("\", \"", titles) + "\"]",
        String.join("\n", numbered),
        "Here:\n- " + String.join("\n- ", titles),
        "{\"ranking\":[\"key-" + join(ids, "\",\"key-") + "\"]}");
  }

  private static String join(List<Integer> ids, String separator) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(separator));
  }

  @Provide
  Arbitrary<List<Integer>> permutations() {
    return Arbitraries.integers()
        .between(3, 25)
        .flatMap(
            k ->
                Arbitraries.shuffle(
                    IntStream.rangeClosed(1, k).boxed().collect(Collectors.toList())));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(20),
            Arbitraries.of(
                Arrays.asList(
                    "{",
                    "}",
                    "[",
                    "]",
                    "\"",
                    ":",
                    ",",
                    "\n",
                    "1",
                    "2",
                    "10",
                    "0",
                    "-1",
                    "1. ",
                    "ranking",
                    "\"ranking\":",
                    "```json",
                    "```",
                    "<think>",
                    "</think>",
                    "Alien",
                    "Aliens",
                    "\\",
                    "\\u00",
                    "id",
                    "٣",
                    "3.5",
                    "title",
                    "\"title\":",
                    "e9",
                    "—")));
    return piece.list().ofMaxSize(30).map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<List<Item>> candidates() {
    Arbitrary<String> title =
        Arbitraries.oneOf(
            Arbitraries.of(
                "Alien", "Aliens", "Alien 3", "", "1", "10", "The Alien", "id", "{", "é"),
            Arbitraries.strings().ofMaxLength(8));
    return title
        .list()
        .ofMaxSize(12)
        .flatMap(
            titles ->
                Combinators.combine(Arbitraries.just(titles), Arbitraries.of("", "x"))
                    .as(RankingReaderProperties::items));
  }

  private static List<Item> items(List<String> titles, String prefix) {
    return IntStream.range(0, titles.size())
        .mapToObj(i -> Item.of(prefix + i, titles.get(i)))
        .toList();
  }
}
