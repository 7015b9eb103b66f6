package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.rpp.Action.MoreHistory;
import io.agp.rpp.Action.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ActionSpaceTest {
  private static final ActionSet HISTORY =
      ActionSet.of(
          Pattern.HISTORY_RECORDS,
          List.of(new MoreHistory("items-0", 0), new MoreHistory("items-3", 3)));
  private static final ActionSet ROLES =
      ActionSet.of(Pattern.ROLE_PLAYING, List.of(new Sentence("expert-1", "You know {{domain}}.")));

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Domain.class)
  void everyDomainHasThePapersPatternsAndSizes(Domain domain) {
    ActionSpace space = ActionSpace.of(domain);

    assertThat(space.sets())
        .extracting(ActionSet::pattern)
        .containsExactly(
            Pattern.ROLE_PLAYING,
            Pattern.HISTORY_RECORDS,
            Pattern.REASONING_GUIDANCE,
            Pattern.OUTPUT_FORMAT);
    assertThat(space.sizes()).containsExactly(3, 5, 9, 5);
    assertThat(space.initialHistory()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Domain.class)
  void everyDomainHasThePapersCategories(Domain domain) {
    ActionSpace space = ActionSpace.of(domain);

    assertThat(categories(space, Pattern.ROLE_PLAYING))
        .containsExactlyInAnyOrder("expert", "recommender", "intent");
    assertThat(categories(space, Pattern.REASONING_GUIDANCE))
        .containsExactlyInAnyOrder(
            "direct", "history", "preference", "stepwise", "refine", "similarity");
    assertThat(categories(space, Pattern.OUTPUT_FORMAT))
        .containsExactlyInAnyOrder("titles", "numbers", "plain", "example");
  }

  @ParameterizedTest
  @EnumSource(Domain.class)
  void noTwoSentencesOfADomainAreAlikeOrBlank(Domain domain) {
    List<Sentence> sentences = sentences(ActionSpace.of(domain));

    assertThat(sentences)
        .extracting(Sentence::text)
        .doesNotHaveDuplicates()
        .noneMatch(String::isBlank);
    assertThat(sentences).hasSize(17);
  }

  @Test
  void domainsHaveWordsAndHashesOfTheirOwn() {
    List<ActionSpace> spaces = Arrays.stream(Domain.values()).map(ActionSpace::of).toList();

    assertThat(spaces).extracting(ActionSpace::hash).doesNotHaveDuplicates();
    assertThat(spaces)
        .flatExtracting(space -> space.set(Pattern.ROLE_PLAYING).orElseThrow().actions())
        .extracting(action -> ((Sentence) action).text())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(Domain.class)
  void aSpaceIsTheSameAfterWritingAndReading(Domain domain) {
    ActionSpace space = ActionSpace.of(domain);
    Path file = folder.resolve("actions.json");

    space.write(file);

    assertThat(ActionSpace.read(file)).isEqualTo(space);
    assertThat(ActionSpace.read(file).sets()).isEqualTo(space.sets());
  }

  @Test
  void oneWordANumberAnOrderOrALabelChangesTheHash() {
    ActionSpace space = space();
    Set<String> hashes = new HashSet<>(Set.of(space.hash()));

    assertThat(hashes.add(space.toBuilder().initialHistory(2).build().hash())).isTrue();
    assertThat(
            hashes.add(
                space.toBuilder().labels("Seen, oldest first:", "Candidates:").build().hash()))
        .isTrue();
    assertThat(
            hashes.add(
                space.toBuilder()
                    .replace(
                        ActionSet.of(
                            Pattern.ROLE_PLAYING,
                            List.of(new Sentence("expert-1", "You know all {{domain}}."))))
                    .build()
                    .hash()))
        .isTrue();
    assertThat(hashes.add(ActionSpace.builder("films").add(HISTORY).add(ROLES).build().hash()))
        .isTrue();
    assertThat(hashes)
        .doesNotContain(ActionSpace.builder("games").add(ROLES).add(HISTORY).build().hash());
    assertThat(space.toBuilder().build()).isEqualTo(space);
  }

  @Test
  void anotherSpaceThanTheOneTrainedWithIsRefused() {
    ActionSpace space = space();
    String other = ActionSpace.of(Domain.MOVIES).hash();

    space.requireHash(space.hash());
    assertThatThrownBy(() -> space.requireHash(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(other)
        .hasMessageContaining(space.hash());
  }

  @Test
  void aPatternOfOnesOwnIsAddedWhereItIsWanted() {
    ActionSet profile =
        ActionSet.of(
            Pattern.sentences("user-profile"),
            List.of(new Sentence("silent-1", ""), new Sentence("age-1", "Aged {{age}}.")));

    ActionSpace space =
        ActionSpace.of(Domain.MOVIES).toBuilder()
            .facts("age")
            .addBefore(Pattern.HISTORY_RECORDS, profile)
            .build();

    assertThat(space.sizes()).containsExactly(3, 2, 5, 9, 5);
    assertThat(space.facts()).containsExactly("age");
  }

  @Test
  void aPlaceholderThatNobodyFillsIsRefused() {
    ActionSet set =
        ActionSet.of(Pattern.OUTPUT_FORMAT, List.of(new Sentence("lines-1", "Name {{number}}.")));

    assertThatThrownBy(() -> space().toBuilder().add(set).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The text of lines-1 may hold the placeholders [count, domain, historyCount], has"
                + " {{number}}");
  }

  @Test
  void aSpaceHasExactlyOneHistoryPatternAndDistinctNamesAndIds() {
    assertThatThrownBy(() -> ActionSpace.builder("films").add(ROLES).build())
        .hasMessageContaining("exactly one pattern of kind HISTORY, has 0");
    assertThatThrownBy(() -> space().toBuilder().add(ROLES).build())
        .hasMessageContaining("\"role-playing\" comes twice");
    assertThatThrownBy(
            () ->
                space().toBuilder()
                    .add(new ActionSet(Pattern.sentences("own"), ROLES.actions(), "expert-1"))
                    .build())
        .hasMessageContaining("\"expert-1\" comes twice");
  }

  @Test
  void aSetHoldsActionsOfItsKindAndAManualChoiceAmongThem() {
    assertThatThrownBy(() -> ActionSet.of(Pattern.HISTORY_RECORDS, ROLES.actions()))
        .hasMessageContaining("history-records holds HISTORY, action expert-1 is a Sentence");
    assertThatThrownBy(() -> ActionSet.of(Pattern.ROLE_PLAYING, List.of()))
        .hasMessageContaining("role-playing must have at least one action");
    assertThatThrownBy(() -> new ActionSet(Pattern.ROLE_PLAYING, ROLES.actions(), "expert-2"))
        .hasMessageContaining("must be one of [expert-1], was \"expert-2\"");
  }

  @Test
  void sentencesAreOneLineWithWholePlaceholdersAndWithoutFences() {
    assertThatThrownBy(() -> new Sentence("a-1", "One.\nTwo.")).hasMessageContaining("one line");
    assertThatThrownBy(() -> new Sentence("a-1", "Rank {{ count }}."))
        .hasMessageContaining("must write placeholders as {{name}}");
    assertThatThrownBy(() -> new Sentence("a-1", "Rank ```")).hasMessageContaining("code fence");
    assertThatThrownBy(() -> new Sentence("a", "Rank."))
        .hasMessageContaining("a category and a number");
    assertThat(new Sentence("infer-taste-12", "Rank.").category()).isEqualTo("infer-taste");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "\"text\": \"You know {{domain}}.\"|\"text\": 5|patterns[0].actions[0].text must be a string, was 5",
        "\"text\": \"You know {{domain}}.\"|\"txt\": \"x\"|patterns[0].actions[0].txt is not known",
        "\"items\": 3|\"items\": -3|patterns[1].actions[1]: The items of items-3 must be at least 0, was -3",
        "\"items\": 3|\"items\": 3.5|patterns[1].actions[1].items must be a whole number, was 3.5",
        "\"id\": \"items-3\"|\"id\": \"items-0\"|patterns[1]: Ids must differ within a pattern",
        "\"kind\": \"history\"|\"kind\": \"past\"|patterns[1].kind must be one of [sentences, history, attributes, profiles], was \"past\"",
        "\"manual\": \"expert-1\"|\"manual\": \"expert-9\"|patterns[0]: The manual choice",
        "agp-actions-1|agp-actions-9|format must be \"agp-actions-1\", was \"agp-actions-9\"",
        "{{domain}}|{{brand}}|The text of expert-1 may hold the placeholders",
        "\"domain\": \"films\"|\"domain\": \"\"|The domain must be a text",
        "\"patterns\"|\"pattern\"|pattern is not known",
        "\"facts\": []|\"facts\": [1]|facts[0] must be a string, was 1",
        "\"format\"|format|not JSON",
      })
  void whatIsWrongInAFileIsToldWithItsPlace(String right, String wrong, String told)
      throws IOException {
    Path file = folder.resolve("own.json");
    space().write(file);
    String text = Files.readString(file);
    assertThat(text).contains(right);

    Files.writeString(file, text.replace(right, wrong));

    assertThatThrownBy(() -> ActionSpace.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(told);
  }

  private static ActionSpace space() {
    return ActionSpace.builder("films").add(ROLES).add(HISTORY).build();
  }

  private static Set<String> categories(ActionSpace space, Pattern pattern) {
    Set<String> categories = new HashSet<>();
    space.set(pattern).orElseThrow().actions().forEach(action -> categories.add(action.category()));
    return categories;
  }

  private static List<Sentence> sentences(ActionSpace space) {
    return space.sets().stream()
        .flatMap(set -> set.actions().stream())
        .filter(Sentence.class::isInstance)
        .map(Sentence.class::cast)
        .toList();
  }
}
