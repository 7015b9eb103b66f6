package io.agp.llm;

import io.agp.internal.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lines of a journal as they are written: JSON objects whose {@code type} comes first. */
final class JournalLines {
  static final String FORMAT = "agp-journal-1";

  private JournalLines() {}

  static String header(Map<String, String> configuration) {
    Map<String, Object> line = line("header");
    line.put("format", FORMAT);
    String version = JournalLines.class.getPackage().getImplementationVersion();
    line.put("version", version == null ? "(not packaged)" : version);
    line.put("configuration", configuration);
    return Json.write(line);
  }

  static String request(JournalCall call, LlmRequest request) {
    Map<String, Object> line = line("request", call);
    line.put("role", request.role().name());
    List<Map<String, String>> messages = new ArrayList<>();
    for (ChatMessage message : request.messages()) {
      Map<String, String> json = new LinkedHashMap<>();
      json.put("author", message.author().name());
      json.put("text", message.text());
      messages.add(json);
    }
    line.put("messages", messages);
    request
        .schema()
        .ifPresent(
            schema -> {
              line.put("schemaName", schema.name());
              line.put("schema", schema.jsonSchema());
            });
    request.maxOutputTokens().ifPresent(tokens -> line.put("maxOutputTokens", tokens));
    return Json.write(line);
  }

  static String response(JournalCall call, LlmResponse response, Duration latency) {
    Map<String, Object> line = line("response", call);
    line.put("text", response.text());
    put(line, response.usage());
    line.put("model", response.model());
    response.requestId().ifPresent(id -> line.put("requestId", id));
    line.put("cached", response.cached());
    line.put("format", response.format().name());
    line.put("log", log(response.attempts()));
    line.put("latencyMillis", latency.toMillis());
    return Json.write(line);
  }

  static String failure(JournalCall call, LlmException failure) {
    Map<String, Object> line = line("failure", call);
    line.put("failure", failure.type());
    line.put("message", String.valueOf(failure.getMessage()));
    LlmException.Details details = failure.details();
    line.put("attempts", details.attempts());
    details.status().ifPresent(status -> line.put("status", status));
    details.code().ifPresent(code -> line.put("code", code));
    details.requestId().ifPresent(id -> line.put("requestId", id));
    details.retryAfter().ifPresent(wait -> line.put("retryAfterMillis", wait.toMillis()));
    details.partialText().ifPresent(text -> line.put("partialText", text));
    line.put("log", log(details.log()));
    return Json.write(line);
  }

  private static void put(Map<String, Object> line, TokenUsage usage) {
    line.put("input", usage.input());
    line.put("cachedInput", usage.cachedInput());
    line.put("output", usage.output());
    line.put("reasoning", usage.reasoning());
  }

  private static List<Object> log(List<LlmAttempt> attempts) {
    List<Object> log = new ArrayList<>();
    for (LlmAttempt attempt : attempts) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("number", attempt.number());
      attempt.status().ifPresent(status -> one.put("status", status));
      attempt.code().ifPresent(code -> one.put("code", code));
      attempt.requestId().ifPresent(id -> one.put("requestId", id));
      one.put("waitedNanos", attempt.waited().toNanos());
      one.put("tookNanos", attempt.took().toNanos());
      one.put("ambiguous", attempt.ambiguous());
      attempt.usage().ifPresent(usage -> put(one, usage));
      log.add(one);
    }
    return log;
  }

  static String decision(String name, Map<String, ?> values) {
    Map<String, Object> line = line("decision");
    line.put("decision", name);
    line.put("values", values);
    return Json.write(line);
  }

  static String interrupted() {
    return Json.write(line("interrupted"));
  }

  private static Map<String, Object> line(String type) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("type", type);
    return line;
  }

  private static Map<String, Object> line(String type, JournalCall call) {
    Map<String, Object> line = line(type);
    line.put("key", call.key());
    line.put("replicate", call.replicate());
    return line;
  }
}
