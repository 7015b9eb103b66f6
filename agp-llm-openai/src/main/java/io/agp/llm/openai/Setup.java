package io.agp.llm.openai;

import io.agp.llm.CallTimer;
import io.agp.llm.openai.ChatClientBuilder.Values;
import io.agp.llm.openai.ModelProfile.Temperature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The settings of a client, checked. */
record Setup(Values values, ModelProfile profile, HttpUrl url, ApiKey key) {
  /** The providers' own hosts, which answer nobody without a key. */
  private static final Pattern WANTS_KEY = Pattern.compile("(.*\\.)?(openai|deepseek)\\.com");

  private static final Duration ATTEMPT_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration REASONING_ATTEMPT_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration TOTAL_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration REASONING_TOTAL_TIMEOUT = Duration.ofMinutes(20);

  /**
   * Checks settings.
   *
   * @throws IllegalArgumentException with all problems, those given first
   */
  static Setup of(Values values, ModelProfile profile, List<String> problems) {
    Checks checks = new Checks(problems);
    HttpUrl url = checks.get(() -> BaseUrl.base(values.baseUrl, values.allowInsecureHttp));
    ApiKey key = checks.get(() -> key(values, url));
    checks.model(values, profile);
    checks.ranges(values);
    checks.problems.addAll(values.tags.problems());
    return new Setup(values, profile, checks.sound(url), checks.sound(key));
  }

  private static ApiKey key(Values values, @Nullable HttpUrl url) {
    if (values.apiKeySupplier != null) {
      return ApiKey.of(values.apiKeySupplier);
    }
    return !values.hasApiKey && (url == null || !WANTS_KEY.matcher(url.host()).matches())
        ? ApiKey.none()
        : ApiKey.of(values.apiKey);
  }

  Duration totalTimeout() {
    Duration usual = profile.reasons() ? REASONING_TOTAL_TIMEOUT : TOTAL_TIMEOUT;
    return values.totalTimeout == null ? usual : values.totalTimeout;
  }

  private Duration attemptTimeout() {
    Duration usual = profile.reasons() ? REASONING_ATTEMPT_TIMEOUT : ATTEMPT_TIMEOUT;
    return values.attemptTimeout == null ? usual : values.attemptTimeout;
  }

  RateLimiter limiter(CallTimer time) {
    return values.rateLimits == null
        ? new RateLimiter(
            time, values.requestsPerMinute, values.tokensPerMinute, values.maxRetryAfter)
        : values.rateLimits.limiter();
  }

  Random random() {
    return values.seed.isPresent() ? new Random(values.seed.getAsLong()) : new Random();
  }

  /** The caller's HTTP client, or a new one, with the timeouts set. */
  OkHttpClient http() {
    OkHttpClient base = values.httpClient == null ? new OkHttpClient() : values.httpClient;
    OkHttpClient.Builder timed =
        base.newBuilder().connectTimeout(values.connectTimeout).callTimeout(attemptTimeout());
    return (values.proxy == null ? timed : timed.proxy(values.proxy)).build();
  }

  /** Collects what is wrong. */
  private static final class Checks {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final List<String> problems;

    Checks(List<String> problems) {
      this.problems = new ArrayList<>(problems);
    }

    <T> @Nullable T get(Supplier<T> value) {
      try {
        return value.get();
      } catch (IllegalArgumentException e) {
        problems.add(String.valueOf(e.getMessage()));
        return null;
      }
    }

    /** The value, once nothing at all was wrong. */
    <T> T sound(@Nullable T value) {
      if (value == null || !problems.isEmpty()) {
        throw new IllegalArgumentException(
            problems.size() == 1
                ? problems.get(0)
                : problems.size() + " problems: " + String.join("; ", problems));
      }
      return value;
    }

    void model(Values values, ModelProfile profile) {
      require(
          !values.model.isBlank(), "model must be set and not blank, was \"" + values.model + "\"");
      require(
          values.organisation.filter(id -> !id.matches("[\\x21-\\x7E]+")).isEmpty(),
          "organisation must be of printable ASCII characters without spaces");
      reasoningEffort(values, profile);
      values.temperature.ifPresent(value -> temperature(value, values, profile));
    }

    private void reasoningEffort(Values values, ModelProfile profile) {
      String effort = values.reasoningEffort.orElse("unset");
      require(!effort.isBlank(), "reasoningEffort must not be blank");
      require(
          values.reasoningEffort.isEmpty() || effort.isBlank() || profile.takesEffort(effort),
          "reasoningEffort is not taken by "
              + values.model
              + ", was "
              + effort
              + (profile.efforts().isEmpty() ? "" : "; it takes " + profile.efforts()));
    }

    private void temperature(double value, Values values, ModelProfile profile) {
      require(value >= 0 && value <= 2, "temperature must be 0..2, was " + value);
      String model = values.model;
      if (profile.temperature() == Temperature.NOT_ALLOWED) {
        problems.add("temperature is not taken by " + model + ", was " + value);
      } else {
        require(
            profile.temperature() == Temperature.ALLOWED
                || values.reasoningEffort.filter("none"::equals).isPresent(),
            "temperature is taken by "
                + model
                + " only with reasoningEffort \"none\", was "
                + value);
      }
    }

    void ranges(Values values) {
      range("maxAttempts", values.maxAttempts, 1, 10);
      range("maxAmbiguousRetries", values.maxAmbiguousRetries, 0, 9);
      range("retryBudget", values.retryBudget, 0, 1_000_000);
      range("concurrency", values.concurrency, 1, 10_000);
      atLeastOne("requestsPerMinute", values.requestsPerMinute);
      atLeastOne("tokensPerMinute", values.tokensPerMinute);
      require(
          values.rateLimits == null
              || (values.requestsPerMinute.isEmpty() && values.tokensPerMinute.isEmpty()),
          "requestsPerMinute and tokensPerMinute must not be set beside rateLimits");
      timeout("connectTimeout", values.connectTimeout);
      timeout("attemptTimeout", values.attemptTimeout);
      timeout("totalTimeout", values.totalTimeout);
      Duration longest = values.maxRetryAfter;
      require(
          !longest.isNegative() && longest.compareTo(LONGEST) <= 0,
          "maxRetryAfter must be 0 to 1 day, was " + longest);
    }

    private void range(String name, int value, int least, int most) {
      require(
          value >= least && value <= most,
          name + " must be " + least + ".." + most + ", was " + value);
    }

    private void atLeastOne(String name, OptionalLong value) {
      value.ifPresent(set -> require(set >= 1, name + " must be at least 1, was " + set));
    }

    private void timeout(String name, @Nullable Duration timeout) {
      require(
          timeout == null || (timeout.compareTo(SHORTEST) >= 0 && timeout.compareTo(LONGEST) <= 0),
          name + " must be 1 ms to 1 day, was " + timeout);
    }

    private void require(boolean rule, String problem) {
      if (!rule) {
        problems.add(problem);
      }
    }
  }
}
