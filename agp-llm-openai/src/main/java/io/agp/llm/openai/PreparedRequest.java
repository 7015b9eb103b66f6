package io.agp.llm.openai;

import io.agp.llm.AnswerFormat;
import io.agp.llm.LlmRequest;
import java.util.Optional;

/**
 * A request as it is sent, and what its answer is held to.
 *
 * @param asked what the caller asked
 * @param schema what the answer is checked against; empty where the provider takes no schema
 * @param tokens an estimate of what prompt and answer use at most
 */
@SuppressWarnings("ArrayRecordComponent") // neither compared nor printed
record PreparedRequest(
    LlmRequest asked,
    byte[] body,
    AnswerFormat format,
    Optional<AnswerSchema> schema,
    long tokens) {}
