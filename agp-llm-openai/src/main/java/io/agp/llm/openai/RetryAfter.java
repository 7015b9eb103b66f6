package io.agp.llm.openai;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Reads how long a server asks to wait. Values that make no sense count as none. */
final class RetryAfter {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(\\.\\d{1,9})?");
  private static final BigDecimal BOUND_SECONDS =
      BigDecimal.valueOf(Duration.ofDays(365).toSeconds());

  private RetryAfter() {}

  /** In order: {@code retry-after-ms}, {@code Retry-After} as seconds, as an HTTP date. */
  static Optional<Duration> of(Headers headers, Instant now) {
    return number(headers.get("retry-after-ms"), 3)
        .or(() -> number(headers.get("Retry-After"), 0))
        .or(() -> date(headers.getInstant("Retry-After"), now))
        .filter(wait -> !wait.isZero() && !wait.isNegative());
  }

  /** A number of seconds shifted by some decimal places. */
  private static Optional<Duration> number(@Nullable String value, int shift) {
    if (value == null || !NUMBER.matcher(value.strip()).matches()) {
      return Optional.empty();
    }
    BigDecimal seconds =
        new BigDecimal(value.strip()).movePointLeft(shift).min(BOUND_SECONDS).movePointRight(9);
    return Optional.of(Duration.ofNanos(seconds.longValue()));
  }

  private static Optional<Duration> date(@Nullable Instant date, Instant now) {
    return Optional.ofNullable(date).map(until -> Duration.between(now, until));
  }
}
