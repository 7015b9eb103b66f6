package io.agp.llm.openai;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/** Makes the HTTP client: no redirects, no retries and no queue of its own. */
final class HttpClients {
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
      OkHttpClient base,
      ExecutorService executor,
      CallerThreads callers,
      int concurrency,
      boolean https) {
    Dispatcher dispatcher = new Dispatcher(executor);
    // The permits bound the calls. What a caller chains to an answer runs before OkHttp counts the
    // call as ended, and must not hold up the next one.
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    int keepAlive = https ? KEEP_ALIVE_SECONDS : LOCAL_KEEP_ALIVE_SECONDS;
    return base.newBuilder()
        .dispatcher(dispatcher)
        .connectionPool(new ConnectionPool(concurrency, keepAlive, TimeUnit.SECONDS))
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .dns(new InterruptibleDns(base.dns(), callers, executor))
        // The answer comes at once, after all the work, so only the whole attempt has a bound. A
        // shorter one on writing would wake okio's watchdog thread for each request.
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .pingInterval(PING_INTERVAL)
        .addNetworkInterceptor(new OddHeaders())
        .build();
  }

  /**
   * Whether all that an attempt does can be broken off: of others' interceptors that is not known.
   */
  static boolean canBreakOff(OkHttpClient base) {
    return base.interceptors().isEmpty() && base.networkInterceptors().isEmpty();
  }
}
