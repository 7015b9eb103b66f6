package io.agp.llm.openai;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A key that no {@code toString} shows; it leaves this class only as the header's value. */
final class ApiKey {
  /** For servers that ask for no key. */
  static final ApiKey NONE = new ApiKey("");

  private static final Pattern ALLOWED = Pattern.compile("[\\x21-\\x7E]+");
  private static final String MASK = "[key]";

  private final String value;

  private ApiKey(String value) {
    this.value = value;
  }

  static ApiKey of(@Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "apiKey must not be null or blank; is the environment variable set?");
    }
    if (!ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "apiKey must be of printable ASCII characters without spaces or line ends"
              + " (its value is not shown)");
    }
    return new ApiKey(value);
  }

  Optional<String> authorization() {
    return value.isEmpty() ? Optional.empty() : Optional.of("Bearer " + value);
  }

  /** A text of the server's, which may echo the key, without it. */
  String scrub(String text) {
    return value.isEmpty() ? text : text.replace(value, MASK);
  }

  /** The cause, or nothing where its printed trace would show the key. */
  @Nullable Throwable safe(Throwable cause) {
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace, true));
    return scrub(trace.toString()).equals(trace.toString()) ? cause : null;
  }

  @Override
  public String toString() {
    return "ApiKey[hidden]";
  }
}
