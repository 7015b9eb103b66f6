package io.agp.llm.openai;

import io.agp.llm.OutputSchema;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas asked for lately, as reading one costs more than a check. Thread-safe. */
final class AnswerSchemas {
  /** More are a sign of schemas made anew for each call, which are not worth keeping. */
  private static final int MAX_KEPT = 64;

  private final Map<OutputSchema, AnswerSchema> kept = new ConcurrentHashMap<>();

  AnswerSchema of(OutputSchema source) {
    AnswerSchema known = kept.get(source);
    if (known != null) {
      return known;
    }
    AnswerSchema read = AnswerSchema.of(source);
    if (kept.size() < MAX_KEPT) {
      kept.put(source, read);
    }
    return read;
  }
}
