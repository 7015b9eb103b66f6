package io.agp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptedLlmClientTest {
  private static String ask(LlmClient llm, String text) {
    return llm.complete(Films.request(text), Deadline.none()).text();
  }

  @Test
  void answersComeInOrderAndRequestsAreKept() {
    ScriptedLlmClient llm = ScriptedLlmClient.answering("one", "two");
    assertThat(ask(llm, "a")).isEqualTo("one");
    assertThat(ask(llm, "b")).isEqualTo("two");
    assertThat(llm.requests()).extracting(LlmRequest::prompt).containsExactly("a", "b");
  }

  @Test
  void aScriptThatHasRunOutSaysSo() {
    ScriptedLlmClient llm = ScriptedLlmClient.answering("one");
    ask(llm, "a");
    assertThatThrownBy(() -> ask(llm, "b"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The script has 1 answers; call 2 has none");
    assertThatThrownBy(() -> ask(llm, "c")).hasMessage("The script has 1 answers; call 3 has none");
    assertThat(llm.requests()).hasSize(3);
  }

  @Test
  void failuresHaveTheirPlaceInTheScript() {
    LlmException busy = new LlmException.RateLimited("busy", null);
    ScriptedLlmClient llm =
        ScriptedLlmClient.answering("one").thenFailing(busy).thenAnswering("two");
    assertThat(ask(llm, "a")).isEqualTo("one");
    assertThatThrownBy(() -> ask(llm, "a")).isSameAs(busy);
    assertThat(ask(llm, "a")).isEqualTo("two");
  }

  @Test
  void anAnsweringFunctionSeesTheRequest() {
    ScriptedLlmClient llm = ScriptedLlmClient.answer(request -> request.prompt() + "!");
    assertThat(ask(llm, "a")).isEqualTo("a!");
    assertThat(ask(llm, "b")).isEqualTo("b!");
    assertThatThrownBy(() -> llm.thenAnswering("c"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has a script to extend");
  }

  @Test
  void whatTheFunctionThrowsIsTheFailure() {
    LlmException down = new LlmException.Server("down", null);
    ScriptedLlmClient llm =
        ScriptedLlmClient.answer(
            request -> {
              throw down;
            });
    assertThatThrownBy(() -> ask(llm, "a")).isSameAs(down);
  }

  @Test
  void failingFailsAlways() {
    LlmException down = new LlmException.Server("down", null);
    ScriptedLlmClient llm = ScriptedLlmClient.failing(down);
    assertThatThrownBy(() -> ask(llm, "a")).isSameAs(down);
    assertThatThrownBy(() -> ask(llm, "a")).isSameAs(down);
  }

  @Test
  void manyThreadsGetEachAnswerOnce() {
    String[] answers = IntStream.range(0, 200).mapToObj(Integer::toString).toArray(String[]::new);
    ScriptedLlmClient llm = ScriptedLlmClient.answering(answers);
    List<String> given =
        IntStream.range(0, 200).parallel().mapToObj(i -> ask(llm, "x" + i)).toList();
    assertThat(given).containsExactlyInAnyOrder(answers);
    assertThat(llm.requests()).hasSize(200);
  }
}
