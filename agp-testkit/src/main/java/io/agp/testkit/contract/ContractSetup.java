package io.agp.testkit.contract;

import io.agp.llm.CallTimer;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How a test of the contract wants its client. Immutable and thread-safe.
 *
 * @param baseUrl where the test's server is; not always a good address
 * @param apiKey the key; not always a good one
 * @param timer the time for backoff, rate limits and HTTP dates
 * @param seed of the random part of backoff
 * @param maxAttempts requests for one call
 * @param concurrency requests under way at once
 * @param attemptTimeout the bound of one attempt
 * @param retryBudget what all calls may spend on retries: 5 each, 10 after a timeout or a lost
 *     answer
 * @param requestsPerMinute the limit, or empty for none
 * @param tokensPerMinute the limit, or empty for none
 */
public record ContractSetup(
    String baseUrl,
    String apiKey,
    CallTimer timer,
    long seed,
    int maxAttempts,
    int concurrency,
    Duration attemptTimeout,
    int retryBudget,
    OptionalLong requestsPerMinute,
    OptionalLong tokensPerMinute) {
  /** The usual values, to be changed by a test. */
  static final class Draft {
    String baseUrl;
    String apiKey = Bench.KEY;
    int maxAttempts = 4;
    int concurrency = 16;
    Duration attemptTimeout = Duration.ofSeconds(20);
    int retryBudget = 500;
    OptionalLong requestsPerMinute = OptionalLong.empty();
    OptionalLong tokensPerMinute = OptionalLong.empty();

    Draft(String baseUrl) {
      this.baseUrl = baseUrl;
    }

    ContractSetup build(CallTimer timer) {
      return new ContractSetup(
          baseUrl,
          apiKey,
          timer,
          1,
          maxAttempts,
          concurrency,
          attemptTimeout,
          retryBudget,
          requestsPerMinute,
          tokensPerMinute);
    }
  }
}
