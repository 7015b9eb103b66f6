package io.agp.cli;

import io.agp.Item;
import io.agp.llm.CachingLlmClient;
import io.agp.llm.Journal;
import io.agp.llm.LimitedLlmClient;
import io.agp.llm.LlmClient;
import io.agp.llm.MeteredLlmClient;
import java.util.Collection;
import java.util.Optional;

/**
 * An open client with what the command line puts around it. From the caller to the provider: a
 * cache, a limit, a meter, the run's journal, a recording. So a run that goes on is counted and
 * limited as one run, whatever its journal answers.
 */
final class Model implements AutoCloseable {
  static final long CACHED_ANSWERS = 200_000;

  private final Answers answers;
  private final MeteredLlmClient meter;
  private final LlmClient limited;
  private final LlmClient cached;

  private Model(Answers answers, Optional<Journal> journal, ProviderOptions options) {
    this.answers = answers;
    LlmClient kept = journal.map(open -> open.client(answers.client())).orElseGet(answers::client);
    this.meter = new MeteredLlmClient(kept);
    this.limited = options.maxCalls == null ? meter : new LimitedLlmClient(meter, options.maxCalls);
    this.cached = new CachingLlmClient(limited, CACHED_ANSWERS);
  }

  static Model open(Provider provider, ProviderOptions options, Collection<Item> known, long seed) {
    return open(provider, options, known, seed, Optional.empty());
  }

  /** With a journal, which must have been begun and stays the caller's to close. */
  static Model open(
      Provider provider,
      ProviderOptions options,
      Collection<Item> known,
      long seed,
      Optional<Journal> journal) {
    if (options.concurrency < 1) {
      throw new IllegalArgumentException(
          "--concurrency must be at least 1, was " + options.concurrency);
    }
    if (options.maxCalls != null && options.maxCalls < 0) {
      throw new IllegalArgumentException("--max-calls must be at least 0, was " + options.maxCalls);
    }
    Answers answers =
        Answers.open(
            options.recording,
            provider.modelName(options.model),
            () -> provider.open(options.model, options.baseUrl, options.concurrency, known, seed));
    return new Model(answers, journal, options);
  }

  /** The client to ask; identical requests are sent once. */
  LlmClient client() {
    return cached;
  }

  /** The client for asking the same again: every request is sent, the journal counts replicates. */
  LlmClient uncached() {
    return limited;
  }

  /** What was asked so far, in all processes of a run. */
  MeteredLlmClient.Meter used() {
    return meter.total();
  }

  @Override
  public void close() {
    answers.close();
  }
}
