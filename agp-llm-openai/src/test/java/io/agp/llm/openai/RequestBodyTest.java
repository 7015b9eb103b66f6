package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.ChatMessage;
import io.agp.llm.Deadline;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmRole;
import io.agp.llm.OutputSchema;
import java.util.List;
import java.util.Map;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
  private static final OutputSchema SCHEMA =
      new OutputSchema(
          "ranking", "{\"type\":\"object\",\"maxProperties\":16,\"additionalProperties\":false}");

  @AutoClose private final Scene scene = new Scene();

  private String sent(OpenAiLlmClient.Builder builder, LlmRequest request) throws Exception {
    scene.answer(Scene.ok(request.schema().isPresent() ? "{}" : "Hi")).use(builder);
    scene.client().complete(request, Deadline.none());
    return scene.server.takeRequest().getBody().utf8();
  }

  @Test
  void aConversationThatSaysJsonStaysAsItIs() throws Exception {
    LlmRequest request =
        LlmRequest.builder(LlmRole.OTHER).user("Give me Json").schema(SCHEMA).build();
    assertThat(sent(scene.builder().model("deepseek-flash"), request))
        .contains("[{\"role\":\"user\",\"content\":\"Give me Json\"}]");
  }

  @Test
  void theWordJsonIsAMessageOfItsOwnAfterAnAnswer() throws Exception {
    LlmRequest request =
        LlmRequest.builder(LlmRole.OTHER)
            .message(new ChatMessage(ChatMessage.Author.ASSISTANT, "Well"))
            .schema(SCHEMA)
            .build();
    assertThat(sent(scene.builder().model("deepseek-flash"), request))
        .contains("{\"role\":\"assistant\",\"content\":\"Well\"},{\"role\":\"user\"");
  }

  @Test
  void extraFieldsKeepTheirTypesAndOrder() throws Exception {
    ModelProfile profile =
        ModelProfile.builder()
            .extraField("thinking", Map.of("type", "disabled"))
            .extraField("top_k", 16)
            .extraField("stop", List.of("a", "b"))
            .build();
    assertThat(sent(scene.builder().model("own").profile(profile), Scene.question()))
        .endsWith("],\"thinking\":{\"type\":\"disabled\"},\"top_k\":16,\"stop\":[\"a\",\"b\"]}");
  }

  @Test
  void onlyTheAuthorizationHeaderHoldsTheKey() throws Exception {
    scene.answer(Scene.ok("Hi")).ask();
    RecordedRequest request = scene.server.takeRequest();
    assertThat(request.getRequestLine()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + Scene.KEY);
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(request.getHeaders().newBuilder().removeAll("Authorization").build().toString())
        .doesNotContain(Scene.KEY);
  }

  @Test
  void aServerOfOnesOwnNeedsNoKey() throws Exception {
    OpenAiLlmClient.Builder builder =
        OpenAiLlmClient.builder().model("llama-4").baseUrl(scene.server.url("/v1/").toString());
    scene.answer(Scene.ok("Hi")).use(builder).ask();
    RecordedRequest request = scene.server.takeRequest();
    assertThat(request.getHeaders().get("Authorization")).isNull();
    assertThat(request.getTarget()).isEqualTo("/v1/chat/completions");
  }
}
