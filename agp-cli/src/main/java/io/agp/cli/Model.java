package io.agp.cli;

import io.agp.Item;
import io.agp.llm.CachingLlmClient;
import io.agp.llm.LimitedLlmClient;
import io.agp.llm.LlmClient;
import io.agp.llm.MeteredLlmClient;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** An open client with what the command line puts around it: a limit, a meter and a cache. */
final class Model implements AutoCloseable {
  static final long CACHED_ANSWERS = 200_000;

  private final LlmClient client;
  private final MeteredLlmClient meter;
  private final LlmClient cached;

  private Model(LlmClient client, @Nullable Long maxCalls) {
    this.client = client;
    this.meter = new MeteredLlmClient(client);
    this.cached =
        new CachingLlmClient(
            maxCalls == null ? meter : new LimitedLlmClient(meter, maxCalls), CACHED_ANSWERS);
  }

  static Model open(Provider provider, ProviderOptions options, Collection<Item> known, long seed) {
    if (options.concurrency < 1) {
      throw new IllegalArgumentException(
          "--concurrency must be at least 1, was " + options.concurrency);
    }
    if (options.maxCalls != null && options.maxCalls < 0) {
      throw new IllegalArgumentException("--max-calls must be at least 0, was " + options.maxCalls);
    }
    return new Model(
        provider.open(options.model, options.baseUrl, options.concurrency, known, seed),
        options.maxCalls);
  }

  /** The client to ask; identical requests are sent once. */
  LlmClient client() {
    return cached;
  }

  /** What was sent so far. */
  MeteredLlmClient.Meter used() {
    return meter.total();
  }

  @Override
  public void close() {
    if (client instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
