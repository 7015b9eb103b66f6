package io.agp.llm.openai;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** Makes the HTTP client: no redirects, no retries of its own, as many calls as permits. */
final class HttpClients {
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration PING_INTERVAL = Duration.ofSeconds(30);
  // Plain http is a local server, and those drop idle connections after about five seconds.
  private static final int KEEP_ALIVE_SECONDS = 60;
  private static final int LOCAL_KEEP_ALIVE_SECONDS = 4;

  private HttpClients() {}

  /**
   * Derives a client. What keeps calls safe is set whatever the caller's own client does; threads
   * and connections are not shared with it, as closing must free them.
   */
  static OkHttpClient create(
      OkHttpClient base, ExecutorService executor, int concurrency, boolean https) {
    Dispatcher dispatcher = new Dispatcher(executor);
    dispatcher.setMaxRequests(concurrency);
    dispatcher.setMaxRequestsPerHost(concurrency);
    int keepAlive = https ? KEEP_ALIVE_SECONDS : LOCAL_KEEP_ALIVE_SECONDS;
    return base.newBuilder()
        .dispatcher(dispatcher)
        .connectionPool(new ConnectionPool(concurrency, keepAlive, TimeUnit.SECONDS))
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .writeTimeout(WRITE_TIMEOUT)
        // The answer comes at once, after all the work, so only the whole attempt has a bound.
        .readTimeout(Duration.ZERO)
        .pingInterval(PING_INTERVAL)
        .addNetworkInterceptor(new OddHeaders())
        .build();
  }
}
