package io.agp.testkit.contract;

/** JSON as servers send it. */
final class Bodies {
  /** What a model answers where nothing else is said. */
  static final String TEXT = "Hi";

  private Bodies() {}

  static String completion(String text) {
    return """
        {"id":"c1","object":"chat.completion","created":1,"model":"model-2026-11-20",
        "choices":[{"index":0,"message":{"role":"assistant","content":"%s","refusal":null},
        "finish_reason":"stop"}],
        "usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}"""
        .formatted(text.replace("\"", "\\\""));
  }

  static String ok() {
    return completion(TEXT);
  }

  /** A completion whose message is given as JSON. */
  static String choice(String message, String finish) {
    return """
        {"choices":[{"message":%s,"finish_reason":"%s"}],
        "usage":{"prompt_tokens":9,"completion_tokens":4}}"""
        .formatted(message, finish);
  }

  static String withUsage(String usage) {
    return "{\"choices\":[{\"message\":{\"content\":\"Hi\"}}],\"usage\":" + usage + "}";
  }

  /** An error as OpenAI writes it; {@code code} is JSON. */
  static String error(String type, String code) {
    return "{\"error\":{\"message\":\"no\",\"type\":\"%s\",\"param\":null,\"code\":%s}}"
        .formatted(type, code);
  }

  static String said(String message) {
    return "{\"error\":{\"message\":\"%s\",\"type\":\"t\",\"code\":null}}".formatted(message);
  }
}
