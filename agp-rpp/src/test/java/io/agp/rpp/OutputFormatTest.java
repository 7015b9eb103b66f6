package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.rerank.RankingRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Answers that obey the output sentences are read as they were meant. */
class OutputFormatTest {
  @ParameterizedTest
  @EnumSource(Domain.class)
  void anAnswerThatObeysItsSentenceIsReadExactly(Domain domain) {
    ActionSpace space = ActionSpace.of(domain);
    ActionSet formats = space.set(Pattern.OUTPUT_FORMAT).orElseThrow();
    PromptAssembler assembler = PromptAssembler.builder(space).build();
    for (int format = 0; format < formats.size(); format++) {
      RppPrompt prompt = RppPrompt.first(space, 0, 0, 0, format);
      for (int seed = 0; seed < 50; seed++) {
        RankingRequest request =
            assembler.assemble(Films.user(3), Films.TEN, prompt, seed).request();
        List<Integer> numbers = shuffled(Films.TEN.size(), seed);

        Ranking ranking =
            request.read(
                Model.response(obeying(formats.actions().get(format), numbers, request.shown())));

        assertThat(ranking.items())
            .as("%s, seed %d", formats.actions().get(format).id(), seed)
            .isEqualTo(numbers.stream().map(number -> request.shown().get(number - 1)).toList());
        assertThat(ranking.source()).isEqualTo(Ranking.Source.LLM);
      }
    }
  }

  @Test
  void theNumberTenIsNotDropped() {
    ActionSpace space = ActionSpace.of(Domain.MOVIES);
    RankingRequest request =
        PromptAssembler.builder(space)
            .build()
            .assemble(Films.user(1), Films.TEN, RppPrompt.manual(space), 0)
            .request();

    Ranking ranking = request.read(Model.response("10, 9, 8, 7, 6, 5, 4, 3, 2, 1"));

    assertThat(ranking.items().get(0)).isEqualTo(request.shown().get(9));
    assertThat(ranking.repairs()).isEmpty();
  }

  private static List<Integer> shuffled(int count, int seed) {
    List<Integer> numbers =
        Arrays.asList(IntStream.rangeClosed(1, count).boxed().toArray(Integer[]::new));
    Collections.shuffle(numbers, new Random(seed));
    return numbers;
  }

  private static String obeying(Action format, List<Integer> numbers, List<Item> shown) {
    String commas = numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return switch (format.id()) {
      case "titles-1" ->
          numbers.stream()
              .map(number -> "Candidate " + number + ": " + shown.get(number - 1).title())
              .collect(Collectors.joining("\n"));
      case "numbers-1" -> commas;
      case "plain-1" -> commas.replace(", ", "\n");
      case "example-1" -> "{\"ranking\": [" + commas + "]}";
      case "example-2" ->
          "Candidates 3 and 1 are near to what was seen; 1. comes later, 10 is far.\n"
              + "1. Alien: fits.\n2. Heat: fits less.\n{\"ranking\": ["
              + commas
              + "]}";
      default -> throw new AssertionError("No obeying answer for " + format.id());
    };
  }
}
