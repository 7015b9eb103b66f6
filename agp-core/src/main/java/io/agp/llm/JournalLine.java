package io.agp.llm;

import io.agp.internal.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One line of a journal as it is read: errors name the file, the line, the field and the rule. */
final class JournalLine {
  private final Path file;
  private final long number;
  private final Map<?, ?> fields;

  private JournalLine(Path file, long number, Map<?, ?> fields) {
    this.file = file;
    this.number = number;
    this.fields = fields;
  }

  static JournalLine parse(Path file, long number, String text) {
    JournalLine nothing = new JournalLine(file, number, Map.of());
    try {
      if (Json.read(text) instanceof Map<?, ?> fields) {
        return new JournalLine(file, number, fields);
      }
    } catch (IllegalArgumentException e) {
      throw nothing.bad("must be a JSON object", e);
    }
    throw nothing.bad("must be a JSON object", null);
  }

  long number() {
    return number;
  }

  String type() {
    return text("type");
  }

  JournalCall call() {
    return new JournalCall(text("key"), (int) count("replicate"));
  }

  LlmRequest request() {
    LlmRequest.Builder request = LlmRequest.builder(constant("role", LlmRole.class));
    if (!(fields.get("messages") instanceof Iterable<?> messages)) {
      throw bad("messages must be an array", null);
    }
    for (Object message : messages) {
      JournalLine one = nested("messages", message);
      request.message(
          new ChatMessage(one.constant("author", ChatMessage.Author.class), one.text("text")));
    }
    if (fields.containsKey("schema")) {
      request.schema(new OutputSchema(text("schemaName"), text("schema")));
    }
    if (fields.containsKey("maxOutputTokens")) {
      request.maxOutputTokens((int) count("maxOutputTokens"));
    }
    return request.build();
  }

  LlmResponse response() {
    boolean cached = Boolean.TRUE.equals(fields.get("cached"));
    return new LlmResponse(
        text("text"),
        usage(),
        text("model"),
        optional("requestId"),
        cached,
        constant("format", AnswerFormat.class),
        log());
  }

  private TokenUsage usage() {
    return new TokenUsage(
        count("input"), count("cachedInput"), count("output"), count("reasoning"));
  }

  private List<LlmAttempt> log() {
    List<LlmAttempt> log = new ArrayList<>();
    if (fields.get("log") instanceof Iterable<?> attempts) {
      attempts.forEach(attempt -> log.add(nested("log", attempt).attempt()));
      return log;
    }
    throw bad("log must be an array", null);
  }

  private LlmAttempt attempt() {
    return new LlmAttempt(
        (int) count("number"),
        status(),
        optional("code"),
        optional("requestId"),
        Duration.ofNanos(count("waitedNanos")),
        Duration.ofNanos(count("tookNanos")),
        Boolean.TRUE.equals(fields.get("ambiguous")),
        fields.containsKey("input") ? Optional.of(usage()) : Optional.empty());
  }

  private OptionalInt status() {
    return fields.containsKey("status")
        ? OptionalInt.of((int) count("status"))
        : OptionalInt.empty();
  }

  LlmException failure() {
    Optional<Duration> wait =
        fields.containsKey("retryAfterMillis")
            ? Optional.of(Duration.ofMillis(count("retryAfterMillis")))
            : Optional.empty();
    LlmException.Details details =
        new LlmException.Details(
            status(),
            optional("code"),
            optional("requestId"),
            wait,
            (int) count("attempts"),
            log(),
            optional("partialText"));
    return JournalFailures.of(text("failure"), text("message"), details)
        .orElseThrow(() -> bad("failure must be a type of LlmException", null));
  }

  JournalDecision decision() {
    return JournalDecision.read(text("decision"), nested("values", fields.get("values")).fields);
  }

  /** The configuration of a header; refuses other formats. */
  Map<String, String> configuration() {
    if (!JournalLines.FORMAT.equals(fields.get("format"))) {
      throw bad("format must be \"" + JournalLines.FORMAT + "\"", null);
    }
    JournalLine configuration = nested("configuration", fields.get("configuration"));
    Map<String, String> values = new LinkedHashMap<>();
    configuration.fields.forEach(
        (name, value) -> values.put(name.toString(), configuration.text(name.toString())));
    return values;
  }

  private JournalLine nested(String name, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new JournalLine(file, number, map);
    }
    throw bad(name + " must hold JSON objects", null);
  }

  private String text(String name) {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw bad(name + " must be a string, was " + fields.get(name), null);
  }

  private Optional<String> optional(String name) {
    return fields.containsKey(name) ? Optional.of(text(name)) : Optional.empty();
  }

  private long count(String name) {
    if (fields.get(name) instanceof Double number && number >= 0 && number == Math.rint(number)) {
      return number.longValue();
    }
    throw bad(name + " must be a whole number of at least 0, was " + fields.get(name), null);
  }

  private <E extends Enum<E>> E constant(String name, Class<E> type) {
    try {
      return Enum.valueOf(type, text(name));
    } catch (IllegalArgumentException e) {
      throw bad(name + " must be one of " + List.of(type.getEnumConstants()), e);
    }
  }

  JournalException bad(String rule, @Nullable Throwable cause) {
    return new JournalException(file, "line " + number + ": " + rule, cause);
  }
}
