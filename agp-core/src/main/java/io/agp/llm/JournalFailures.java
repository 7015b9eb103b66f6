package io.agp.llm;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Failures by the names that journals give them. */
final class JournalFailures {
  /** Every type's constructor. */
  private interface Type {
    LlmException of(String message, LlmException.Details details, @Nullable Throwable cause);
  }

  private static final Map<String, Type> TYPES =
      ImmutableMap.<String, Type>builder()
          .put("Authentication", LlmException.Authentication::new)
          .put("Quota", LlmException.Quota::new)
          .put("RateLimited", LlmException.RateLimited::new)
          .put("InvalidRequest", LlmException.InvalidRequest::new)
          .put("ContextLength", LlmException.ContextLength::new)
          .put("NotFound", LlmException.NotFound::new)
          .put("Configuration", LlmException.Configuration::new)
          .put("Server", LlmException.Server::new)
          .put("Transport", LlmException.Transport::new)
          .put("Timeout", LlmException.Timeout::new)
          .put("Refused", LlmException.Refused::new)
          .put("Truncated", LlmException.Truncated::new)
          .put("MalformedResponse", LlmException.MalformedResponse::new)
          .put("EmptyResponse", LlmException.EmptyResponse::new)
          .put("ResponseTooLarge", LlmException.ResponseTooLarge::new)
          .put("SchemaMismatch", LlmException.SchemaMismatch::new)
          .put("UnreadableAnswer", LlmException.UnreadableAnswer::new)
          .put("LimitReached", LlmException.LimitReached::new)
          .put("Cancelled", LlmException.Cancelled::new)
          .put("JournalFailed", LlmException.JournalFailed::new)
          .put("NotRecorded", LlmException.NotRecorded::new)
          .buildOrThrow();

  private JournalFailures() {}

  /** The failure as it was, without its cause; empty if no type has that name. */
  static Optional<LlmException> of(String type, String message, LlmException.Details details) {
    return Optional.ofNullable(TYPES.get(type)).map(known -> known.of(message, details, null));
  }
}
