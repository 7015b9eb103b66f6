package io.agp.llm.openai;

import io.agp.llm.CallTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The rate limits of one key, for all clients that use it. Providers count by key and model, so
 * give the same object to the builders of clients that share both:
 *
 * <pre>{@code
 * RateLimits limits = RateLimits.builder().requestsPerMinute(500).build();
 * LlmClient serving = OpenAiLlmClient.builder().apiKey(key).model(model).rateLimits(limits).build();
 * LlmClient learning = OpenAiLlmClient.builder().apiKey(key).model(model).rateLimits(limits).build();
 * }</pre>
 *
 * <p>Requests of all of them pass in order, what the server's headers tell one counts for all, and
 * a 429 or a used-up limit that one meets holds all. Places, retry budgets and deadlines stay each
 * client's own. Closing a client frees what it waits for and harms no other.
 *
 * <p>Thread-safe. It holds no thread of its own, and need not be closed.
 */
public final class RateLimits {
  private final RateLimiter limiter;

  private RateLimits(RateLimiter limiter) {
    this.limiter = limiter;
  }

  /**
   * Starts limits.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  RateLimiter limiter() {
    return limiter;
  }

  /** Builds {@link RateLimits}. Not thread-safe. */
  public static final class Builder {
    private OptionalLong requestsPerMinute = OptionalLong.empty();
    private OptionalLong tokensPerMinute = OptionalLong.empty();
    private Duration longestHold = Duration.ofMinutes(2);
    private CallTimer timer = new JdkTimer();

    private Builder() {}

    /**
     * Bounds the requests of all clients in a minute, as {@link
     * ChatClientBuilder#requestsPerMinute} does for one. Default: what the server's headers say,
     * else none.
     *
     * @param requests at least 1
     * @return this builder
     */
    public Builder requestsPerMinute(long requests) {
      requestsPerMinute = OptionalLong.of(requests);
      return this;
    }

    /**
     * Bounds the tokens of all clients in a minute, as {@link ChatClientBuilder#tokensPerMinute}
     * does for one. Default: what the server's headers say, else none.
     *
     * @param tokens at least 1
     * @return this builder
     */
    public Builder tokensPerMinute(long tokens) {
      tokensPerMinute = OptionalLong.of(tokens);
      return this;
    }

    /**
     * Bounds how long all clients are held, whatever a server says. Default 2 minutes.
     *
     * @param longest 0 to a day
     * @return this builder
     */
    public Builder longestHold(Duration longest) {
      longestHold = Objects.requireNonNull(longest, "longest");
      return this;
    }

    /**
     * Sets the time that the limits go by, for tests; default: the real one.
     *
     * @param timer the time
     * @return this builder
     */
    public Builder timer(CallTimer timer) {
      this.timer = Objects.requireNonNull(timer, "timer");
      return this;
    }

    /**
     * Builds the limits.
     *
     * @return limits that nothing has been used of
     * @throws IllegalArgumentException if values break their rules; the message tells of all of
     *     them
     */
    public RateLimits build() {
      List<String> problems = new ArrayList<>();
      requestsPerMinute.ifPresent(set -> atLeastOne("requestsPerMinute", set, problems));
      tokensPerMinute.ifPresent(set -> atLeastOne("tokensPerMinute", set, problems));
      if (longestHold.isNegative() || longestHold.compareTo(Duration.ofDays(1)) > 0) {
        problems.add("longestHold must be 0 to 1 day, was " + longestHold);
      }
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(String.join("; ", problems));
      }
      return new RateLimits(
          new RateLimiter(timer, requestsPerMinute, tokensPerMinute, longestHold));
    }

    private static void atLeastOne(String name, long value, List<String> problems) {
      if (value < 1) {
        problems.add(name + " must be at least 1, was " + value);
      }
    }
  }
}
