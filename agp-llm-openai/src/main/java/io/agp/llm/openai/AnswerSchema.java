package io.agp.llm.openai;

import dev.harrel.jsonschema.Error;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.JsonSchemaException;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import io.agp.llm.LlmException;
import io.agp.llm.OutputSchema;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A schema that answers are checked against. Thread-safe. */
final class AnswerSchema {
  private static final URI SCHEMA = URI.create("urn:agp:schema");
  private static final JsonNodeFactory NODES =
      new JsonNodeFactory() {
        @Override
        public JsonNode wrap(Object node) {
          return node instanceof JsonNode wrapped ? wrapped : new PlainNode(node, "");
        }

        @Override
        public JsonNode create(String json) {
          // Called for the library's own meta-schemas alone.
          return new PlainNode(Json.object(json).orElseThrow(), "");
        }
      };

  private final OutputSchema source;
  private final Optional<String> againstStrictMode;
  private final Validator validator;

  private AnswerSchema(
      OutputSchema source, Optional<String> againstStrictMode, Validator validator) {
    this.source = source;
    this.againstStrictMode = againstStrictMode;
    this.validator = validator;
  }

  /**
   * Reads a schema.
   *
   * @throws LlmException.InvalidRequest if it is not a JSON object, or not a JSON schema
   */
  static AnswerSchema of(OutputSchema source) {
    Map<?, ?> root =
        Json.object(source.jsonSchema())
            .orElseThrow(() -> invalid(source, "must be a JSON object", null));
    Validator validator = new ValidatorFactory().withJsonNodeFactory(NODES).createValidator();
    try {
      validator.registerSchema(SCHEMA, new PlainNode(root, ""));
    } catch (JsonSchemaException e) {
      throw invalid(source, "must be a JSON schema of draft 2020-12", e);
    }
    return new AnswerSchema(source, StrictMode.problem(source.jsonSchema(), root), validator);
  }

  private static LlmException.InvalidRequest invalid(
      OutputSchema source, String rule, @Nullable Throwable cause) {
    return new LlmException.InvalidRequest("The schema \"" + source.name() + "\" " + rule, cause);
  }

  /**
   * Checks that a provider takes the schema in strict mode.
   *
   * @throws LlmException.InvalidRequest if it does not
   */
  void requireStrict() {
    if (againstStrictMode.isPresent()) {
      throw invalid(source, "is not one of strict mode: " + againstStrictMode.get(), null);
    }
  }

  /** What is wrong with an answer, told without a word of it. */
  Optional<String> problem(String answer) {
    Optional<Object> value = Json.value(answer);
    if (value.isEmpty()) {
      return Optional.of("the answer is no JSON");
    }
    Validator.Result result = validator.validate(SCHEMA, new PlainNode(value.get(), ""));
    return result.isValid() ? Optional.empty() : Optional.of(said(result));
  }

  /** The place is told as one of the schema: the answer's own names could be its text. */
  private static String said(Validator.Result result) {
    return result.getErrors().stream()
        .findFirst()
        .map(AnswerSchema::said)
        .orElse("the answer breaks the schema");
  }

  private static String said(Error error) {
    return String.format(
        "the answer breaks \"%s\" of the schema at \"%s\"",
        error.getKeyword(), error.getEvaluationPath());
  }
}
