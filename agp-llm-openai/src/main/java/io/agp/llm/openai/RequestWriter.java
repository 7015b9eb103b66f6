package io.agp.llm.openai;

import com.squareup.moshi.JsonWriter;
import io.agp.llm.AnswerFormat;
import io.agp.llm.ChatMessage;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.OutputSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import okio.Buffer;
import okio.BufferedSink;

/** Writes the body of a request in a model's manner. Fields without a value are left out. */
final class RequestWriter {
  /** Enough for an estimate, which the usage reported replaces. */
  private static final double BYTES_PER_TOKEN = 3.5;

  private static final int USUAL_OUTPUT_TOKENS = 1024;

  private final AnswerSchemas schemas = new AnswerSchemas();
  private final String model;
  private final ModelProfile profile;
  private final OptionalDouble temperature;
  private final Optional<String> reasoningEffort;

  RequestWriter(
      String model,
      ModelProfile profile,
      OptionalDouble temperature,
      Optional<String> reasoningEffort) {
    this.model = model;
    this.profile = profile;
    this.temperature = temperature;
    this.reasoningEffort = reasoningEffort;
  }

  /**
   * Writes a request.
   *
   * @throws LlmException.InvalidRequest if the schema is none, or none of the provider's strict
   *     mode
   */
  PreparedRequest prepare(LlmRequest request) {
    Optional<AnswerSchema> schema = request.schema().map(schemas::of);
    if (profile.schemaSupport() == ModelProfile.SchemaSupport.JSON_SCHEMA) {
      schema.ifPresent(AnswerSchema::requireStrict);
    }
    AnswerFormat format = schema.isPresent() ? format() : AnswerFormat.TEXT;
    byte[] body = write(request);
    long tokens =
        (long) Math.ceil(body.length / BYTES_PER_TOKEN)
            + request.maxOutputTokens().orElse(USUAL_OUTPUT_TOKENS);
    return new PreparedRequest(
        request, body, format, schema.filter(asked -> format != AnswerFormat.TEXT), tokens);
  }

  private AnswerFormat format() {
    return switch (profile.schemaSupport()) {
      case JSON_SCHEMA -> AnswerFormat.JSON_SCHEMA;
      case JSON_OBJECT -> AnswerFormat.JSON_OBJECT;
      case NONE -> AnswerFormat.TEXT;
    };
  }

  private byte[] write(LlmRequest request) {
    Buffer body = new Buffer();
    try (JsonWriter json = JsonWriter.of(body)) {
      json.beginObject();
      writeFields(json, request);
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // cannot happen: the buffer is in memory
    }
    return body.readByteArray();
  }

  private void writeFields(JsonWriter json, LlmRequest request) throws IOException {
    json.name("model").value(model);
    writeMessages(json, messages(request));
    if (request.maxOutputTokens().isPresent()) {
      json.name(profile.outputLimit().wireName()).value(request.maxOutputTokens().getAsInt());
    }
    if (temperature.isPresent()) {
      json.name("temperature").value(temperature.getAsDouble());
    }
    if (reasoningEffort.isPresent()) {
      json.name("reasoning_effort").value(reasoningEffort.get());
    }
    if (request.schema().isPresent()) {
      writeFormat(json, request.schema().get());
    }
    for (Map.Entry<String, Object> extra : profile.extraFields().entrySet()) {
      json.name(extra.getKey()).jsonValue(extra.getValue());
    }
  }

  private List<ChatMessage> messages(LlmRequest request) {
    boolean needsWord =
        request.schema().isPresent()
            && profile.schemaSupport() == ModelProfile.SchemaSupport.JSON_OBJECT
            && !request.prompt().toLowerCase(Locale.ROOT).contains("json");
    return needsWord
        ? withWord(request.messages(), request.schema().orElseThrow())
        : request.messages();
  }

  /** In JSON mode, servers refuse (or never finish) a conversation that does not say "JSON". */
  private static List<ChatMessage> withWord(List<ChatMessage> messages, OutputSchema schema) {
    List<ChatMessage> changed = new ArrayList<>(messages);
    String hint =
        "Answer with one JSON object that follows this JSON schema: " + schema.jsonSchema();
    int last = changed.size() - 1;
    ChatMessage end = changed.get(last);
    if (end.author() == ChatMessage.Author.USER) {
      changed.set(last, ChatMessage.user(end.text() + "\n\n" + hint));
    } else {
      changed.add(ChatMessage.user(hint));
    }
    return changed;
  }

  private void writeMessages(JsonWriter json, List<ChatMessage> messages) throws IOException {
    json.name("messages").beginArray();
    for (ChatMessage message : messages) {
      json.beginObject();
      json.name("role").value(role(message.author()));
      json.name("content").value(message.text());
      json.endObject();
    }
    json.endArray();
  }

  private String role(ChatMessage.Author author) {
    return switch (author) {
      case SYSTEM -> profile.instructionRole().wireName();
      case USER -> "user";
      case ASSISTANT -> "assistant";
    };
  }

  private void writeFormat(JsonWriter json, OutputSchema schema) throws IOException {
    switch (profile.schemaSupport()) {
      case JSON_SCHEMA -> writeSchema(json, schema);
      case JSON_OBJECT -> {
        json.name("response_format").beginObject();
        json.name("type").value("json_object").endObject();
      }
      case NONE -> {}
    }
  }

  private static void writeSchema(JsonWriter json, OutputSchema schema) throws IOException {
    json.name("response_format").beginObject();
    json.name("type").value("json_schema");
    json.name("json_schema").beginObject();
    json.name("name").value(schema.name());
    json.name("strict").value(true);
    json.name("schema");
    // As it stands: read and written again, its whole numbers would become fractions.
    try (BufferedSink raw = json.valueSink()) {
      raw.writeUtf8(schema.jsonSchema().strip());
    }
    json.endObject().endObject();
  }
}
