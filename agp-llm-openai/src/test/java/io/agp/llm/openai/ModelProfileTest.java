package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.openai.ModelProfile.InstructionRole;
import io.agp.llm.openai.ModelProfile.OutputLimit;
import io.agp.llm.openai.ModelProfile.SchemaSupport;
import io.agp.llm.openai.ModelProfile.Temperature;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelProfileTest {
  @ParameterizedTest
  @CsvSource({
    "gpt-4o, MAX_COMPLETION_TOKENS, SYSTEM, JSON_SCHEMA, ALLOWED, false",
    "gpt-4o-mini, MAX_COMPLETION_TOKENS, SYSTEM, JSON_SCHEMA, ALLOWED, false",
    "gpt-4o-2024-05-13, MAX_COMPLETION_TOKENS, SYSTEM, JSON_OBJECT, ALLOWED, false",
    "ft:gpt-4o-mini:org::id, MAX_COMPLETION_TOKENS, SYSTEM, JSON_SCHEMA, ALLOWED, false",
    "gpt-4.1-nano, MAX_COMPLETION_TOKENS, SYSTEM, JSON_SCHEMA, ALLOWED, false",
    "o1, MAX_COMPLETION_TOKENS, DEVELOPER, JSON_SCHEMA, NOT_ALLOWED, true",
    "o3-mini, MAX_COMPLETION_TOKENS, DEVELOPER, JSON_SCHEMA, NOT_ALLOWED, true",
    "gpt-5, MAX_COMPLETION_TOKENS, DEVELOPER, JSON_SCHEMA, ONLY_WITHOUT_REASONING, true",
    "gpt-5.1-mini, MAX_COMPLETION_TOKENS, DEVELOPER, JSON_SCHEMA, ONLY_WITHOUT_REASONING, true",
    "gpt-6-luna, MAX_COMPLETION_TOKENS, DEVELOPER, JSON_SCHEMA, ONLY_WITHOUT_REASONING, true",
    "deepseek-flash, MAX_TOKENS, SYSTEM, JSON_OBJECT, ALLOWED, true",
    "deepseek-v4-pro, MAX_TOKENS, SYSTEM, JSON_OBJECT, ALLOWED, true",
    "deepseek-r1:7b, MAX_TOKENS, SYSTEM, NONE, ALLOWED, true",
    "gpt-4, MAX_TOKENS, SYSTEM, NONE, ALLOWED, true",
    "gpt-oss-120b, MAX_TOKENS, SYSTEM, NONE, ALLOWED, true",
    "o30, MAX_TOKENS, SYSTEM, NONE, ALLOWED, true",
    "anything, MAX_TOKENS, SYSTEM, NONE, ALLOWED, true"
  })
  void familiesAreKnownByTheirIds(
      String model,
      OutputLimit limit,
      InstructionRole role,
      SchemaSupport schema,
      Temperature temperature,
      boolean effort) {
    ModelProfile profile = ModelProfile.forModel(model);
    assertThat(profile.outputLimit()).isEqualTo(limit);
    assertThat(profile.instructionRole()).isEqualTo(role);
    assertThat(profile.schemaSupport()).isEqualTo(schema);
    assertThat(profile.temperature()).isEqualTo(temperature);
    assertThat(profile.reasoningEffort()).isEqualTo(effort);
    assertThat(profile.extraFields()).isEmpty();
  }

  @Test
  void aCopyChangesOnlyWhatIsSaid() {
    ModelProfile copy =
        ModelProfile.forModel("o3-mini").newBuilder().schemaSupport(SchemaSupport.NONE).build();
    assertThat(copy)
        .hasToString(
            "ModelProfile[MAX_COMPLETION_TOKENS, DEVELOPER, schema NONE, temperature NOT_ALLOWED,"
                + " reasoning effort true, extra []]");
  }

  @Test
  void extraValuesAreCopied() {
    List<String> stop = new ArrayList<>(List.of("a"));
    ModelProfile profile = ModelProfile.builder().extraField("stop", stop).build();
    stop.add("b");
    assertThat(profile.extraFields()).containsEntry("stop", List.of("a"));
  }

  @Test
  void theClientsOwnFieldsAreNoExtras() {
    assertThatThrownBy(() -> ModelProfile.builder().extraField("model", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "An extra field must have a name that the client does not write itself, was \"model\"");
  }

  @Test
  void whatIsNotJsonIsRefused() {
    assertThatThrownBy(() -> ModelProfile.builder().extraField("x", List.of(Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The extra field \"x\" must hold JSON values, not NaN");
  }
}
