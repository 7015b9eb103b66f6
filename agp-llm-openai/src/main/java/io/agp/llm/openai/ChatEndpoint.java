package io.agp.llm.openai;

import io.agp.llm.LlmRequest;
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
  private final HttpUrl base;
  private final HttpUrl completions;
  private final ApiKey key;
  private final RequestTags tags;
  private final Failures failures;
  private final ErrorClassifier errors;
  private final ResponseReader reader;
  private final RateLimiter limiter;
  private final Optional<String> organisation;

  ChatEndpoint(
      OkHttpClient http,
      HttpUrl base,
      ApiKey key,
      RequestTags tags,
      Optional<String> organisation,
      Failures failures,
      RateLimiter limiter) {
    this.http = http;
    this.base = base;
    this.completions = tags.addressed(BaseUrl.below(base, "/chat/completions"));
    this.key = key;
    this.tags = tags;
    this.organisation = organisation;
    this.failures = failures;
    this.limiter = limiter;
    this.errors = new ErrorClassifier(failures);
    this.reader = new ResponseReader(failures, errors);
  }

  Call newCall(OneShotBody body, LlmRequest asked) {
    Request.Builder request = request(completions).post(body);
    tags.tag(request, asked);
    return http.newCall(request.build());
  }

  /** A call that lists the server's models. */
  Call newModelsCall() {
    return http.newCall(request(tags.addressed(BaseUrl.below(base, "/models"))).build());
  }

  private Request.Builder request(HttpUrl address) {
    Request.Builder request =
        new Request.Builder()
            .url(address)
            .header("User-Agent", "agp")
            .header("Accept", "application/json");
    tags.fixed(request);
    key.value().ifPresent(value -> tags.authorize(request, value));
    organisation.ifPresent(id -> request.header("OpenAI-Organization", id));
    return request;
  }

  Failures failures() {
    return failures;
  }

  ErrorClassifier errors() {
    return errors;
  }

  ResponseReader reader() {
    return reader;
  }

  void received(Reply reply, long started) {
    limiter.learn(RateHeaders.of(reply.headers()));
    if (log.isDebugEnabled()) {
      String id = reply.requestId().map(failures::clean).orElse("none");
      log.debug("POST {} {} {} ms, id {}", base.host(), reply.status(), millis(started), id);
    }
  }

  void logFailure(IOException failure, long started) {
    log.debug("POST {} {} {} ms", base.host(), failure.getClass().getSimpleName(), millis(started));
  }

  private static long millis(long started) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
  }
}
