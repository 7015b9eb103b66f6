package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.Price;
import io.agp.testkit.contract.FakeTime;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCatalogueTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  @TempDir private Path folder;

  private ModelCatalogue load(String models) throws Exception {
    Path file = folder.resolve("own.json");
    Files.writeString(file, "{\"format\":\"agp-models-1\",\"models\":[" + models + "]}");
    return ModelCatalogue.load(file);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o, gpt-4o will be shut down on 2027-01-14; its successor is gpt-6-luna",
    "gpt-4o-mini, gpt-4o-mini will be shut down on 2027-01-14; its successor is gpt-6-luna",
    "gpt-4o-2024-08-06, gpt-4o-2024-08-06 will be shut down on 2027-01-14; its successor is"
        + " gpt-6-luna",
    "o3-mini, o3-mini was shut down on 2026-10-23; its successor is gpt-5.6-sol",
    "o4-mini, o4-mini was shut down on 2026-10-23; its successor is gpt-5.6-terra",
    "gpt-5-nano, gpt-5-nano will be shut down on 2026-12-11; its successor is gpt-5.6-luna",
    "gpt-5.1, gpt-5.1 will be shut down on 2027-04-01; no successor is known",
    "ft:gpt-4o-mini:org::id, ft:gpt-4o-mini:org::id will be shut down on 2027-01-14; its successor"
        + " is gpt-6-luna",
    "deepseek-chat, deepseek-chat was shut down on 2026-07-24; its successor is deepseek-flash",
    "deepseek-reasoner, deepseek-reasoner was shut down on 2026-07-24; its successor is"
        + " deepseek-flash"
  })
  void goneAndGoingModelsNameTheirSuccessor(String model, String warning) {
    assertThat(ModelProfile.forModel(model).facts().warning(model, TODAY)).hasValue(warning);
  }

  @Test
  void whoIsNotKnownToGoIsNotWarnedOf() {
    for (String model :
        List.of("gpt-6-luna", "deepseek-flash", "gpt-5.6-sol", "gpt-4o-audio-preview")) {
      assertThat(ModelProfile.forModel(model).facts().warning(model, TODAY)).as(model).isEmpty();
    }
  }

  @Test
  void aVariantHasNoPriceOfAnotherModel() {
    for (String model : List.of("gpt-4o-audio-preview", "ft:gpt-4o-mini:org::id", "gpt-6-astra")) {
      assertThat(ModelProfile.forModel(model).facts().price()).as(model).isEmpty();
    }
  }

  @Test
  void theDayOfTheShutdownIsTheFirstWithoutTheModel() {
    ModelFacts facts = ModelProfile.forModel("gpt-4o").facts();
    assertThat(facts.warning("m", LocalDate.of(2027, 1, 13)).orElseThrow()).contains("will be");
    assertThat(facts.warning("m", LocalDate.of(2027, 1, 14)).orElseThrow()).contains("was shut");
  }

  @Test
  void aClientWarnsOnceAndAsksTheModelItWasTold() throws Exception {
    try (Scene scene = new Scene()) {
      String model = "gone-" + System.nanoTime();
      ModelProfile gone =
          ModelProfile.builder().facts(ModelProfile.forModel("gpt-4o").facts()).build();
      scene.use(
          scene
              .builder()
              .timer(FakeTime.leaping())
              .model(model)
              .catalogue(ModelCatalogue.bundled().with(model, gone)));
      scene.answer(Scene.ok("Hi"), Scene.ok("Hi")).ask();
      scene.ask();
      assertThat(scene.server.takeRequest().getBody().utf8()).contains(model);
      assertThat(Files.readString(Path.of("target", "test.log")))
          .containsOnlyOnce(
              "WARN io.agp.llm.openai.OpenAiLlmClient - "
                  + model
                  + " will be shut down on 2027-01-14; its successor is gpt-6-luna");
    }
  }

  @Test
  void entriesOfAFileGoFirst() throws Exception {
    ModelCatalogue own =
        load(
            """
            {"ids":"gpt-4o","outputLimit":"max_tokens","instructionRole":"developer",
            "schemaSupport":"none","temperature":"not_allowed","efforts":["low"],
            "thinkingSwitch":true,"extraFields":{"top_k":16,"penalty":1.5,"stop":["a"]},
            "contextTokens":128000,
            "price":{"input":2.5,"cachedInput":1.25,"output":10,"asOf":"2026-11-01"},
            "retires":"2028-02-03","successor":"mine","remark":"ours"}""");
    ModelProfile profile = own.profile("gpt-4o");
    assertThat(profile)
        .hasToString(
            "ModelProfile[MAX_TOKENS, DEVELOPER, schema NONE, temperature NOT_ALLOWED, reasoning"
                + " effort true, extra [top_k, penalty, stop]]");
    assertThat(profile.efforts()).containsExactly("low");
    assertThat(profile.thinkingSwitch()).isTrue();
    assertThat(profile.extraFields())
        .isEqualTo(Map.of("top_k", 16L, "penalty", 1.5, "stop", List.of("a")));
    ModelFacts facts = profile.facts();
    assertThat(facts.contextTokens()).hasValue(128000);
    assertThat(facts.price())
        .hasValue(
            new Price(
                new BigDecimal("2.5"),
                new BigDecimal("1.25"),
                new BigDecimal("10.0"),
                LocalDate.of(2026, 11, 1)));
    assertThat(facts.retirement()).hasValue(LocalDate.of(2028, 2, 3));
    assertThat(facts.successor()).hasValue("mine");
    assertThat(own.entries().get(0).remark()).isEqualTo("ours");
    assertThat(own.profile("gpt-4o-mini"))
        .hasToString(ModelProfile.forModel("gpt-4o-mini").toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{};.ids must be a regular expression that is not blank, was null",
        "{\"ids\":\"(\"};.ids must be a regular expression, was \"(\"",
        "{\"ids\":\"a\",\"token\":1};has the unknown field \"token\"",
        "{\"ids\":\"a\",\"temperature\":\"yes\"};.temperature must be one of [allowed,"
            + " only_without_reasoning, not_allowed], was yes",
        "{\"ids\":\"a\",\"retires\":\"soon\"};.retires must be a date such as 2027-01-14, was soon",
        "{\"ids\":\"a\",\"contextTokens\":0};.contextTokens: contextTokens must be at least 1",
        "{\"ids\":\"a\",\"efforts\":[1]};.efforts must be an array of strings",
        "{\"ids\":\"a\",\"efforts\":[\"\"]};none blank",
        "{\"ids\":\"a\",\"price\":{\"input\":1}};.price.asOf must be a date",
        "{\"ids\":\"a\",\"price\":{\"input\":1,\"asOf\":\"2026-11-01\"}};.price.output must be a",
        "{\"ids\":\"a\",\"price\":{\"input\":-1,\"output\":1,\"asOf\":\"2026-11-01\"}};Prices"
            + " must not be negative: input -1.0",
        "{\"ids\":\"a\",\"extraFields\":{\"model\":1}};.extraFields: An extra field must",
        "7;models[0] must be an object"
      })
  void whatBreaksARuleIsToldWithItsPlace(String model, String message) {
    assertThatThrownBy(() -> load(model))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("own.json")
        .hasMessageContaining(message);
  }

  @Test
  void theExampleOfTheDocumentationIsRead() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "providers.md"));
    String example = page.substring(page.indexOf("```json") + 7);
    Path file = folder.resolve("example.json");
    Files.writeString(file, example.substring(0, example.indexOf("```")));
    ModelProfile profile = ModelCatalogue.load(file).profile("my-model-2");
    assertThat(profile.efforts()).containsExactly("low", "high");
    assertThat(profile.facts().successor()).hasValue("my-next-model");
  }

  @Test
  void aFileThatIsNotThereIsToldOf() {
    assertThatThrownBy(() -> ModelCatalogue.load(folder.resolve("none.json")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("none.json");
  }

  @Test
  void aFileOfAnotherFormatIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("own.json"), "{\"format\":\"2\",\"models\":[]}");
    assertThatThrownBy(() -> ModelCatalogue.load(file))
        .hasMessageContaining(".format must be \"agp-models-1\", was 2");
  }

  @Test
  void anEffortTheModelDoesNotTakeIsRefusedWithThoseItTakes() {
    assertThatThrownBy(
            () ->
                OpenAiLlmClient.builder()
                    .apiKey(Scene.KEY)
                    .model("o3-mini")
                    .reasoningEffort("ultra")
                    .build())
        .hasMessage(
            "reasoningEffort is not taken by o3-mini, was ultra; it takes [low, medium, high]");
  }
}
