package io.agp.llm.openai;

import io.agp.llm.openai.ModelProfile.InstructionRole;
import io.agp.llm.openai.ModelProfile.OutputLimit;
import io.agp.llm.openai.ModelProfile.SchemaSupport;
import io.agp.llm.openai.ModelProfile.Temperature;
import java.util.List;
import java.util.regex.Pattern;

/** The table of model families; the first row whose pattern matches the whole id counts. */
final class KnownModels {
  private static final ModelProfile MINIMAL = ModelProfile.builder().build();

  private static final ModelProfile CHAT =
      ModelProfile.builder()
          .outputLimit(OutputLimit.MAX_COMPLETION_TOKENS)
          .schemaSupport(SchemaSupport.JSON_SCHEMA)
          .reasoningEffort(false)
          .build();

  private static final ModelProfile REASONING =
      ModelProfile.builder()
          .outputLimit(OutputLimit.MAX_COMPLETION_TOKENS)
          .instructionRole(InstructionRole.DEVELOPER)
          .schemaSupport(SchemaSupport.JSON_SCHEMA)
          .temperature(Temperature.NOT_ALLOWED)
          .build();

  private static final ModelProfile SWITCHABLE =
      REASONING.newBuilder().temperature(Temperature.ONLY_WITHOUT_REASONING).build();

  private static final ModelProfile DEEPSEEK =
      ModelProfile.builder().schemaSupport(SchemaSupport.JSON_OBJECT).build();

  private static final List<Family> FAMILIES =
      List.of(
          // The first of its family came before schemas did.
          family(
              "gpt-4o-2024-05-13",
              CHAT.newBuilder().schemaSupport(SchemaSupport.JSON_OBJECT).build()),
          family("gpt-4o(-.*)?", CHAT),
          family("gpt-4\\.1(-.*)?", CHAT),
          family("o[134](-.*)?", REASONING),
          family("gpt-[56](\\.\\d+)?(-.*)?", SWITCHABLE),
          // Not every "deepseek-": local servers use such names for models of other manners.
          family("deepseek-(chat|reasoner|flash|pro|v\\d+-(flash|pro))", DEEPSEEK));

  private static final String FINE_TUNED = "ft:";

  private KnownModels() {}

  static ModelProfile profile(String model) {
    String base = base(model);
    return FAMILIES.stream()
        .filter(family -> family.pattern.matcher(base).matches())
        .map(Family::profile)
        .findFirst()
        .orElse(MINIMAL);
  }

  /** {@code ft:gpt-4o-mini:organisation::id} is asked as the model it was made of. */
  private static String base(String model) {
    if (!model.startsWith(FINE_TUNED)) {
      return model;
    }
    String rest = model.substring(FINE_TUNED.length());
    int end = rest.indexOf(':');
    return end < 0 ? rest : rest.substring(0, end);
  }

  private static Family family(String pattern, ModelProfile profile) {
    return new Family(Pattern.compile(pattern), profile);
  }

  private record Family(Pattern pattern, ModelProfile profile) {}
}
