package io.agp.llm.openai;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key that no {@code toString} shows; it leaves this class only as the header's value. A supplier
 * is asked for each request, so that keys can be changed while the client runs. Thread-safe if the
 * supplier is.
 */
final class ApiKey {
  private static final Pattern ALLOWED = Pattern.compile("[\\x21-\\x7E]+");
  private static final String MASK = "[key]";
  private static final int MAX_REMEMBERED = 100;

  private final @Nullable Supplier<String> supplier;

  /** What was sent, and so could be echoed. */
  private final Set<String> sent = ConcurrentHashMap.newKeySet();

  private ApiKey(@Nullable Supplier<String> supplier) {
    this.supplier = supplier;
  }

  /** For servers that ask for no key. */
  static ApiKey none() {
    return new ApiKey(null);
  }

  static ApiKey of(@Nullable String value) {
    String checked = checked(value);
    ApiKey key = new ApiKey(() -> checked);
    key.sent.add(checked);
    return key;
  }

  static ApiKey of(Supplier<String> supplier) {
    return new ApiKey(supplier);
  }

  private static String checked(@Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "apiKey must not be null or blank; is the environment variable set?");
    }
    if (!ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "apiKey must be of printable ASCII characters without spaces or line ends"
              + " (its value is not shown)");
    }
    return value;
  }

  /** The key to send; whatever a supplier throws goes through. */
  Optional<String> value() {
    if (supplier == null) {
      return Optional.empty();
    }
    String value = supplier.get();
    return Optional.of(value != null && sent.contains(value) ? value : remembered(value));
  }

  private String remembered(@Nullable String value) {
    String checked = checked(value);
    if (sent.size() >= MAX_REMEMBERED) {
      sent.clear();
    }
    sent.add(checked);
    return checked;
  }

  /** A text of the server's, which may echo a key, without it. */
  String scrub(String text) {
    String scrubbed = text;
    for (String value : sent) {
      scrubbed = scrubbed.replace(value, MASK);
    }
    return scrubbed;
  }

  /** The cause, or nothing where its printed trace would show a key. */
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
