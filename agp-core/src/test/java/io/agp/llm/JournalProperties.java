package io.agp.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JournalProperties {
  /** Any characters at all, halves of a surrogate pair among them: models are cut off anywhere. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(20),
        Arbitraries.strings()
            .withChars('\uD83D', '\uDE00', '\n', '"', '\\', '\u2028')
            .ofMaxLength(9));
  }

  /** What cannot be written as it is, is not used as it is either. */
  @Property(tries = 200)
  void anyAnswerToAnyQuestionIsGivenAgainAsItWasGiven(
      @ForAll("texts") String question, @ForAll("texts") String answer) throws IOException {
    Path file = Files.createTempFile("journal", ".jsonl");
    try {
      String first = asked(file, question, ModelDouble.answering(r -> answer));
      assertThat(asked(file, question, ModelDouble.silent())).isEqualTo(first);
      if (StandardCharsets.UTF_8.newEncoder().canEncode(answer)) {
        assertThat(first).isEqualTo(answer);
      }
    } finally {
      Files.delete(file);
    }
  }

  private static String asked(Path file, String question, LlmClient model) {
    try (Journal journal = Journal.open(file)) {
      journal.begin(Map.of("model", "double"));
      return journal.client(model).complete(ModelDouble.request(question), Deadline.none()).text();
    }
  }
}
