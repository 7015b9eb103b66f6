package io.agp.llm.openai;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of its rate limits in {@code x-ratelimit-} headers; what is missing or odd is
 * absent.
 *
 * @param usedUpFor how long nothing is left of requests or tokens
 */
record RateHeaders(
    OptionalLong requestsPerMinute, OptionalLong tokensPerMinute, Optional<Duration> usedUpFor) {
  private static final String PREFIX = "x-ratelimit-";
  private static final int MAX_DIGITS = 15;
  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9}(?:\\.\\d{1,9})?)s)?");
  private static final Pattern MILLIS = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)ms");
  private static final double NANOS = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  static RateHeaders of(Headers headers) {
    return new RateHeaders(
        positive(headers.get(PREFIX + "limit-requests")),
        positive(headers.get(PREFIX + "limit-tokens")),
        longer(usedUp(headers, "requests"), usedUp(headers, "tokens")));
  }

  private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
    boolean first = other.isEmpty() || (one.isPresent() && one.get().compareTo(other.get()) >= 0);
    return first ? one : other;
  }

  private static Optional<Duration> usedUp(Headers headers, String what) {
    OptionalLong left = count(headers.get(PREFIX + "remaining-" + what));
    return left.isPresent() && left.getAsLong() == 0
        ? duration(headers.get(PREFIX + "reset-" + what))
        : Optional.empty();
  }

  private static OptionalLong positive(@Nullable String value) {
    OptionalLong count = count(value);
    return count.isPresent() && count.getAsLong() > 0 ? count : OptionalLong.empty();
  }

  private static OptionalLong count(@Nullable String value) {
    String text = value == null ? "" : value.strip();
    return isCount(text) ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  /** Not by a pattern: four counts come with every reply. */
  private static boolean isCount(String text) {
    boolean digits = !text.isEmpty() && text.length() <= MAX_DIGITS;
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits;
  }

  /** {@code 1s}, {@code 6m0s}, {@code 12ms}, {@code 2m59.56s}; a bare number has no unit. */
  static Optional<Duration> duration(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return Optional.empty();
    }
    Matcher millis = MILLIS.matcher(value.strip());
    if (millis.matches()) {
      return nanos(Double.parseDouble(millis.group(1)) * NANOS_PER_MILLI);
    }
    Matcher parts = DURATION.matcher(value.strip());
    return parts.matches()
        ? nanos((part(parts, 1) * 3600 + part(parts, 2) * 60 + part(parts, 3)) * NANOS)
        : Optional.empty();
  }

  private static double part(Matcher matcher, int group) {
    String value = matcher.group(group);
    return value == null ? 0 : Double.parseDouble(value);
  }

  private static Optional<Duration> nanos(double nanos) {
    return Optional.of(Duration.ofNanos(Math.round(nanos)));
  }
}
