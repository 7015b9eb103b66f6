package io.agp.llm.openai;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an error body says, in whichever of the forms in use; empty where it says nothing. */
record ErrorBody(String message, String type, String code) {
  private static final ErrorBody NONE = new ErrorBody("", "", "");

  private static final Pattern CONTEXT =
      Pattern.compile("context[ _](length|size|window|limit)", Pattern.CASE_INSENSITIVE);
  private static final Pattern EXCEEDED =
      Pattern.compile(
          "exceed|maximum|too (long|large)|longer|larger|overflow", Pattern.CASE_INSENSITIVE);
  private static final Set<String> CONTEXT_NAMES =
      Set.of("context_length_exceeded", "exceed_context_size_error");

  /** Reads the body of a reply that failed. */
  static ErrorBody of(String body) {
    return Json.object(body).map(ErrorBody::of).orElse(NONE);
  }

  /** Reads an object known to be an error. */
  static ErrorBody of(Map<?, ?> body) {
    Object error = body.get("error");
    if (error instanceof String message) {
      return new ErrorBody(message, name(body.get("type")), name(body.get("code")));
    }
    return fields(Json.map(error).isPresent() ? Json.map(error).get() : body);
  }

  /** Whether a body that came with a success is an error nevertheless. */
  static boolean isError(Map<?, ?> body) {
    Object error = body.get("error");
    boolean filled = Json.map(error).filter(map -> !map.isEmpty()).isPresent();
    return filled || !Json.text(error).isBlank() || "error".equals(body.get("object"));
  }

  private static ErrorBody fields(Map<?, ?> error) {
    String message = Json.text(error.get("message"));
    return new ErrorBody(
        message.isEmpty() ? Json.text(error.get("detail")) : message,
        name(error.get("type")),
        name(error.get("code")));
  }

  /** A string, or a number without its fraction. */
  private static String name(@Nullable Object value) {
    return value instanceof Number number ? String.valueOf(number.longValue()) : Json.text(value);
  }

  boolean names(Set<String> names) {
    return names.contains(code) || names.contains(type);
  }

  boolean saysContextExceeded() {
    return names(CONTEXT_NAMES)
        || (CONTEXT.matcher(message).find() && EXCEEDED.matcher(message).find());
  }

  /** The code, or the type where there is none. */
  Optional<String> reason() {
    return Optional.of(code.isEmpty() ? type : code).filter(reason -> !reason.isEmpty());
  }
}
