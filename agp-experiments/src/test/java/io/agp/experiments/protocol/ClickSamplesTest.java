package io.agp.experiments.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.read.ImpressionLog;
import io.agp.feedback.Propensities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClickSamplesTest {
  @TempDir private Path folder;

  private ImpressionLog log(List<String> lines) throws IOException {
    Dataset.Builder shop = Dataset.builder("shop");
    IntStream.rangeClosed(1, 30)
        .forEach(i -> shop.item(Item.of(Integer.toString(i), "Thing " + i)));
    Path file = folder.resolve("shown.jsonl");
    Files.write(file, lines);
    return ImpressionLog.read(file, shop.build());
  }

  private static String line(String user, String time, String clicked) {
    return String.format(
        "{\"user\":\"%s\",\"time\":\"%s\",\"history\":[20],\"shown\":[1,2,3,4,5],\"clicked\":%s}",
        user, time, clicked);
  }

  private static ProtocolSettings settings(int train, int validation, int test, int topK) {
    return ProtocolSettings.builder()
        .trainUsers(train)
        .validationUsers(validation)
        .testUsers(test)
        .topK(topK)
        .build();
  }

  private static Samples draw(ImpressionLog log, ProtocolSettings settings) {
    return ClickSamples.draw(log, Propensities.powerLaw(1), 10, settings);
  }

  @Test
  void theLatestListWithAClickCounts() throws IOException {
    ImpressionLog log =
        log(
            List.of(
                line("u", "2024-05-03T00:00:00Z", "[2]"),
                line("u", "2024-05-02T00:00:00Z", "[4]"),
                line("u", "2024-05-04T00:00:00Z", "[]")));
    LabelledUser user = draw(log, settings(1, 0, 0, 10)).train().get(0);

    assertThat(user.gains().keySet()).containsExactly("2");
    assertThat(user.gains().get("2")).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(user.candidates()).extracting(Item::id).containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void whoHasNoHistoryOrNoClickInTheFirstKIsCounted() throws IOException {
    ImpressionLog log =
        log(
            List.of(
                line("a", "2024-05-03", "[2]"),
                line("b", "2024-05-03", "[4,5]"),
                line("c", "2024-05-03", "[]"),
                line("d", "2024-05-03", "[1]").replace("[20]", "[]")));
    Samples samples = draw(log, settings(1, 0, 0, 3));

    assertThat(samples.counts()).isEqualTo(new UserCounts(4, 1, 2, 1));
    assertThat(samples.train().get(0).candidates()).hasSize(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draw(log, settings(1, 1, 1, 3)))
        .withMessageContaining("more than the 1 who can take part, of 4");
  }

  @Test
  void samplesAreDisjointAndThoseToLearnFromDoNotDependOnTheTest() throws IOException {
    List<String> lines = new ArrayList<>();
    IntStream.range(0, 30)
        .forEach(u -> lines.add(line("u" + u, "2024-05-03", "[" + (1 + u % 5) + "]")));
    ImpressionLog log = log(lines);
    Samples few = draw(log, settings(10, 5, 0, 10));
    Samples many = draw(log, settings(10, 5, 100, 10));
    Set<String> ids = new HashSet<>();
    Stream.of(many.train(), many.validation(), many.test())
        .forEach(part -> part.forEach(user -> ids.add(user.user().id())));

    assertThat(many.train()).isEqualTo(few.train()).hasSize(10);
    assertThat(many.validation()).isEqualTo(few.validation()).hasSize(5);
    assertThat(many.test()).hasSize(15);
    assertThat(ids).hasSize(30);
  }

  @Test
  void whatIsListedDoesNotDependOnWhatWasClicked() throws IOException {
    LabelledUser one =
        draw(log(List.of(line("u", "2024-05-03", "[1]"))), settings(1, 0, 0, 10)).train().get(0);
    LabelledUser other =
        draw(log(List.of(line("u", "2024-05-03", "[5]"))), settings(1, 0, 0, 10)).train().get(0);

    assertThat(one.user()).isEqualTo(other.user());
    assertThat(one.candidates()).isEqualTo(other.candidates());
    assertThat(one.gains()).isNotEqualTo(other.gains());
  }
}
