package io.agp.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Item;
import io.agp.prompt.Prompt;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LeakageGuardProperties {
  private static final List<String> TITLES =
      List.of(
          "Crimson Harbour Nights (1987)",
          "Lantern Maker's Daughter, The (2003)",
          "Señor Peña's Last Café (1994)",
          "Dr. Oblong or: How I Came to Like the Rain and Keep It (1964)",
          "Village of Glass Men, The (Dorf der Glasmänner, Das) (1971)",
          "Salt & Iron & Bone (2011)",
          "Non-Stop Paper-Boat Race 3 (1999)",
          "Œuvre of a Quiet Painter (2015)",
          "Straße der langen Schatten (1958)");
  private static final List<String> SHORT =
      List.of("Up (2009)", "Heat (1995)", "Game, The (1997)", "Green Umbrella (1990)");
  private static final PromptGuard GUARD =
      PromptGuard.leakage(
          IntStream.range(0, TITLES.size() + SHORT.size())
              .mapToObj(
                  i ->
                      Item.of(
                          "i" + i,
                          i < TITLES.size() ? TITLES.get(i) : SHORT.get(i - TITLES.size())))
              .map(item -> item.with("director", "Zuzana Brezová, T. Q. Marlow and Li Wei"))
              .map(item -> item.with("genres", "Drama|Romance"))
              .toList(),
          Prompt.of("Describe the taste."));

  /** A way to write a title or a name differently. */
  private interface Disguise {
    String of(String text);
  }

  private static final List<Disguise> CASES =
      List.of(
          text -> text,
          text -> text.toUpperCase(Locale.ROOT),
          text -> text.toLowerCase(Locale.ROOT),
          LeakageGuardProperties::alternating);
  private static final List<Disguise> FORMS =
      List.of(
          text -> text,
          text -> Normalizer.normalize(text, Normalizer.Form.NFD),
          text -> Normalizer.normalize(text, Normalizer.Form.NFKC),
          text -> Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", ""),
          LeakageGuardProperties::fullWidth,
          text -> text.replaceAll("(?<=\\p{L})(?=\\p{L})", "\u200b"));
  private static final List<Disguise> SPACES =
      List.of(
          text -> text,
          text -> text.replace(" ", "\n"),
          text -> text.replace(" ", "  \t"),
          text -> text.replace(" ", "\u00a0"),
          text -> text.replace(" ", "-"),
          text -> text.replace(" ", " / "),
          text -> text.replace("'", "’"),
          text -> text.replaceAll("[.,:']", ""));
  private static final List<Disguise> AROUND =
      List.of(
          text -> text,
          text -> "\"" + text + "\"",
          text -> "“" + text + ",”",
          text -> "«" + text + "»",
          text -> "*" + text + "*",
          text -> "(" + text + ")",
          text -> "e.g. " + text + ";");

  private static String alternating(String text) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      String letter = text.substring(i, i + 1);
      letters.append(
          i % 2 == 0 ? letter.toUpperCase(Locale.ROOT) : letter.toLowerCase(Locale.ROOT));
    }
    return letters.toString();
  }

  private static String fullWidth(String text) {
    StringBuilder wide = new StringBuilder();
    text.codePoints().forEach(c -> wide.appendCodePoint(c > 32 && c < 127 ? c + 0xFEE0 : c));
    return wide.toString();
  }

  @Provide
  Arbitrary<Disguise> disguises() {
    return Combinators.combine(
            Arbitraries.of(CASES),
            Arbitraries.of(FORMS),
            Arbitraries.of(SPACES),
            Arbitraries.of(AROUND))
        .as((one, two, three, four) -> text -> four.of(three.of(two.of(one.of(text)))));
  }

  @Provide
  Arbitrary<String> titles() {
    return Arbitraries.of(TITLES).flatMap(title -> Arbitraries.of(forms(title)));
  }

  /** With and without the year, with the article at the end, in front and left out. */
  private static List<String> forms(String title) {
    String plain = title.replaceFirst(" \\(\\d{4}\\)$", "").replaceFirst(" \\(.*\\)$", "");
    List<String> forms = new ArrayList<>(List.of(title, plain));
    if (plain.endsWith(", The")) {
      String rest = plain.substring(0, plain.length() - 5);
      forms.addAll(List.of("The " + rest, "the " + rest, rest));
    }
    return forms;
  }

  @Provide
  Arbitrary<String> sentences() {
    return Arbitraries.of(
        "%s is what such people like.",
        "Compare the choices with %s and say why.",
        "- name genres\n- look for %s\n- be short",
        "Say how the speed of telling matters, then think of %s");
  }

  private static String refusal(String text) {
    return GUARD.refusal(Prompt.of(text)).orElse("");
  }

  @Property(tries = 3000)
  void aTitleIsRefusedHoweverItIsWritten(
      @ForAll("titles") String title,
      @ForAll("disguises") Disguise disguise,
      @ForAll("sentences") String sentence) {
    String text = String.format(sentence, disguise.of(title));

    assertThat(refusal(text)).as(text).contains("a prompt must name no item");
  }

  @Property(tries = 1000)
  void aFullNameIsRefusedHoweverItIsWritten(
      @ForAll("disguises") Disguise disguise, @ForAll("sentences") String sentence) {
    String text = String.format(sentence, disguise.of("Zuzana Brezová"));

    assertThat(refusal(text)).as(text).contains("a prompt must name no person");
  }

  @Property(tries = 1000)
  void theGroundTruthIsRefusedHoweverItIsWritten(
      @ForAll("disguises") Disguise disguise, @ForAll("sentences") String sentence) {
    for (String words : List.of("ground truth", "ground-truths", "ground_truth", "groundTruth")) {
      String text = String.format(sentence, disguise.of(words));

      assertThat(refusal(text)).as(text).contains("it speaks of the ground truth");
    }
  }

  @Property(tries = 500)
  void aShortTitleIsRefusedWhereItIsWrittenAsOne(@ForAll("shortTitles") String written) {
    for (String sentence :
        List.of("Compare it with %s.", "People who like %s, and others, differ.")) {
      String text = String.format(sentence, written);

      assertThat(refusal(text)).as(text).contains("a prompt must name no item");
    }
  }

  @Provide
  Arbitrary<String> shortTitles() {
    return Arbitraries.of(
        "Heat",
        "\"heat\"",
        "‘heat’",
        "*heat*",
        "heat (1995)",
        "heat, 1995",
        "e.g. Heat",
        "(Heat)",
        "Up",
        "“up”",
        "up (2009)",
        "The Game",
        "the Game",
        "Game, The",
        "\"the game\"",
        "「game」",
        "Green Umbrella",
        "green umbrella [1990]",
        "GREEN UMBRELLA",
        "_green umbrella_");
  }

  @Property(tries = 500)
  void aShortTitleIsNotRefusedAsEverydayWords(@ForAll("everyday") String text) {
    assertThat(refusal(text)).as(text).isEmpty();
  }

  @Provide
  Arbitrary<String> everyday() {
    Arbitrary<String> sentence =
        Arbitraries.of(
            "Heat and tension count.",
            "Say whether the choices add up to a game of heat and cold.",
            "Up to five sentences.",
            "**Heat**: how much of it?",
            "- Game shows count as well.",
            "Do NOT give UP.",
            "Say why (Up to three reasons).",
            "A green umbrella is no genre.",
            "Romance and Drama are genres.",
            "Sum up: what draws them in?",
            "The game is to guess well.");
    return sentence.list().ofMinSize(1).ofMaxSize(5).map(each -> String.join("\n", each));
  }

  @Example
  void aPartOfANameIsRefusedAsANameAlone() {
    assertThat(refusal("Does Marlow direct it?")).contains("\"Marlow\"");
    assertThat(refusal("It was marlow weather.")).isEmpty();
  }
}
