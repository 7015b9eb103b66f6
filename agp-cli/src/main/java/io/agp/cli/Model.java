package io.agp.cli;

import io.agp.Item;
import io.agp.llm.CachingLlmClient;
import io.agp.llm.CappedLlmClient;
import io.agp.llm.Journal;
import io.agp.llm.Ledger;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.MeteredLlmClient;
import java.util.Collection;
import java.util.Optional;

/**
 * An open client with what the command line puts around it. From the caller to the provider: a
 * cache, the stop at a limit, a bound of the answers, a meter, the run's journal, a recording. So
 * the meter counts a run that goes on as one run, whatever its journal answers. The ledger stands
 * before what is sent, and begins with what the journal says was sent.
 */
final class Model implements AutoCloseable {
  static final long CACHED_ANSWERS = 200_000;

  private final Answers answers;
  private final Ledger ledger;
  private final MeteredLlmClient meter;
  private final StopAtLimit limited;
  private final LlmClient cached;

  private Model(
      Answers answers, Ledger ledger, Optional<Journal> journal, ProviderOptions options) {
    this.answers = answers;
    this.ledger = ledger;
    this.meter = new MeteredLlmClient(answers.client(journal, ledger::client));
    Integer cap = options.budget.maxOutputTokens;
    this.limited = new StopAtLimit(cap == null ? meter : new CappedLlmClient(meter, cap));
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
    options.budget.check();
    Answers answers = Answers.open(options.recording, provider.modelName(options.model));
    try {
      Ledger ledger =
          options.budget.ledger(
              provider, options, journal.map(Journal::spent).orElseGet(answers::spent));
      answers.start(() -> provider.open(options, known, seed, ledger.retries()));
      return new Model(answers, ledger, journal, options);
    } catch (RuntimeException e) {
      answers.close();
      throw e;
    }
  }

  /** The client to ask; identical requests are sent once. */
  LlmClient client() {
    return cached;
  }

  /** The client for asking the same again: every request is sent, the journal counts replicates. */
  LlmClient uncached() {
    return limited;
  }

  /**
   * What came of the calls, if no limit had a part in it.
   *
   * @throws LlmException.LimitReached if one refused a call, whoever bore that
   */
  <T> T whole(T result) {
    if (reached().isPresent()) {
      throw reached().get();
    }
    return result;
  }

  /** The limit that refused a call, if one did. */
  Optional<LlmException.LimitReached> reached() {
    return limited.reached();
  }

  /** What was asked so far, in all processes of a run. */
  MeteredLlmClient.Meter used() {
    return meter.total();
  }

  /** What was sent and paid so far, in all processes of a run. */
  Ledger ledger() {
    return ledger;
  }

  @Override
  public void close() {
    answers.close();
  }
}
