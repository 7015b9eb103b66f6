package io.agp.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Item;
import io.agp.prompt.Prompt;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakageGuardTest {
  private final PromptGuard guard =
      new LeakageGuard(
          List.of(
              Item.of("1", "Speed (1994)"),
              Item.of("2", "Back to the Future (1985)"),
              Item.of("3", "Matrix, The (1999)"),
              Item.of("4", "Taste (2001)"),
              Item.of("5", "300 (2006)"),
              Item.of("6", "Twelve Nights").with("director", "Ada Novakova, P. Oh"),
              Item.of("7", "City of Lost Sons, The (Cité des fils, La) (1995)"),
              Item.of("8", "Space Wars: Part IV - A Newer Hope (1977)"),
              Item.of("9", "Mall Boy: The Return")
                  .with("genres", "Drama|Romance|Sons of the West Coast of the Moon")
                  .with(
                      "plot",
                      "A boy meets Kip Bakon in a mall and sells him nine old lamps. Zed Quill laughs. The Mall is open."),
              Item.of("10", "Romance (1999)").with("genres", "Drama"),
              Item.of("11", "Drama").with("genres", "Drama|Romance"),
              Item.of("12", "千の神"),
              Item.of("13", "")),
          Prompt.of("Describe the person's Taste in a few sentences."));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Compare with Speed and say why.",
        "Compare with \"speed\" and say why.",
        "Does the person like speed (1994)?",
        "People who like back to the future differ.",
        "Say whether The Matrix comes near.",
        "Say whether Matrix, The comes near.",
        "Is it like Twelve Nights?",
        "Twelve Nights is a sign of good taste.",
        "Does Novakova direct it?",
        "Put the ground truth first.",
        "Consider the Ground-truth item.",
        "Would they see the city of lost sons?",
        "Would they see Cité des fils?",
        "Would they see Space Wars films?",
        "Would they hope for A Newer Hope?",
        "Would they like a boy who meets Kip Bakon?",
        "Would they like Zed Quill?",
        "Someone meets him in a mall and sells him nine old lamps.",
        "Do they like romance (1999)?",
        "似た映画は千の神です",
      })
  void refuses(String text) {
    assertThat(guard.refusal(Prompt.of(text))).as(text).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Say how the speed of the story matters.",
        "Describe the Taste of the person.",
        "Use at most 300 words.",
        "Speed of telling counts too.",
        "Look at the matrix of genres and years.",
        "Say which directors matter, and which decade the choices come from.",
        "Think of the future and go back to the roots.",
        "Name genres: Romance, Drama, Action.",
        "Is there \"Romance\" among the genres?",
        "Part IV of the answer gives the years.",
        "Meet a boy in a mall, but never in a book.",
        "Is there a place such as The Mall?",
      })
  void allows(String text) {
    assertThat(guard.refusal(Prompt.of(text))).as(text).isEmpty();
  }

  @Test
  void everyFaultIsToldAtOnce() {
    assertThat(guard.refusal(Prompt.of("Put the ground truth, Twelve Nights and Novakova first.")))
        .hasValue(
            "it speaks of the ground truth, which nobody has when the prompt is used; it names a"
                + " single item (\"Twelve Nights\"); a prompt must name no item; it names a person"
                + " (\"Novakova\"); a prompt must name no person");
  }

  @Test
  void aPhraseThatManyItemsShareIsEveryday() {
    List<Item> items =
        IntStream.range(0, 4)
            .mapToObj(i -> Item.of("i" + i, "T" + i).with("plot", "based on the book of the year"))
            .toList();
    Prompt repeated = Prompt.of("Was it based on the book of the year?");

    assertThat(PromptGuard.leakage(items, Prompt.of("x")).refusal(repeated)).isEmpty();
    assertThat(PromptGuard.leakage(items.subList(0, 3), Prompt.of("x")).refusal(repeated))
        .hasValue("it repeats the text of a single item (\"based on the book of the\")");
    assertThat(PromptGuard.leakage(items.subList(0, 3), repeated).refusal(repeated)).isEmpty();
  }

  /**
   * A tenth of the bound holds on a quiet machine; the best of some tries, as others use it too.
   */
  @Test
  void tenThousandItemsAndAPromptOf300WordsTakeLessThan50Milliseconds() {
    PromptGuard large =
        PromptGuard.leakage(
            IntStream.range(0, 10_000).mapToObj(LeakageGuardTest::described).toList(),
            Prompt.of("x"));
    Random random = new Random(-1);
    Prompt prompt =
        Prompt.of(
            IntStream.range(0, 300)
                .mapToObj(i -> "word" + random.nextInt(3000))
                .collect(Collectors.joining(" ")));
    double best = Double.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      long start = System.nanoTime();
      assertThat(large.refusal(prompt)).isEmpty();
      best = Math.min(best, (System.nanoTime() - start) / 1e6);
    }

    assertThat(best).as("milliseconds").isLessThan(50);
  }

  private static Item described(int i) {
    Random random = new Random(i);
    String text =
        IntStream.range(0, 30)
            .mapToObj(word -> "word" + random.nextInt(3000))
            .collect(Collectors.joining(" "));
    return Item.of("i" + i, "Title" + i + " Of " + text.substring(0, 40) + " (1990)")
        .with("director", "First" + i + " Last" + i)
        .with("plot", text);
  }
}
