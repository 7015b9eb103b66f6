package io.agp.llm.openai;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The address, the key and the HTTP client that every attempt of an SDK client shares. */
final class ChatEndpoint {
  private static final Logger log = LoggerFactory.getLogger(OpenAiLlmClient.class);

  private final OkHttpClient http;
  private final HttpUrl url;
  private final ApiKey key;
  private final Failures failures;
  private final ResponseReader reader;
  private final RateLimiter limiter;
  private final Optional<String> organisation;

  ChatEndpoint(
      OkHttpClient http,
      HttpUrl url,
      ApiKey key,
      Optional<String> organisation,
      Failures failures,
      RateLimiter limiter) {
    this.http = http;
    this.url = url;
    this.key = key;
    this.organisation = organisation;
    this.failures = failures;
    this.limiter = limiter;
    this.reader = new ResponseReader(failures);
  }

  Call newCall(OneShotBody body) {
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("User-Agent", "agp")
            .header("Accept", "application/json")
            .post(body);
    key.authorization().ifPresent(value -> request.header("Authorization", value));
    organisation.ifPresent(id -> request.header("OpenAI-Organization", id));
    return http.newCall(request.build());
  }

  Failures failures() {
    return failures;
  }

  ResponseReader reader() {
    return reader;
  }

  void received(Reply reply, long started) {
    limiter.learn(RateHeaders.of(reply.headers()));
    if (log.isDebugEnabled()) {
      String id = reply.requestId().map(failures::clean).orElse("none");
      log.debug("POST {} {} {} ms, id {}", url.host(), reply.status(), millis(started), id);
    }
  }

  void logFailure(IOException failure, long started) {
    log.debug("POST {} {} {} ms", url.host(), failure.getClass().getSimpleName(), millis(started));
  }

  private static long millis(long started) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
  }
}
