package io.agp.cli;

import io.agp.llm.Journal;
import io.agp.llm.Ledger;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmRole;
import io.agp.llm.ReplayLlmClient;
import io.agp.llm.Spending;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where answers come from: a provider, a provider and a recording, or a recording alone. */
final class Answers implements AutoCloseable {
  private final LlmClient source;
  private final @Nullable Journal recording;
  private final Ledger ledger;
  private final LlmClient client;

  private Answers(LlmClient source, @Nullable Journal recording, Ledger ledger, LlmClient paid) {
    this.source = source;
    this.recording = recording;
    this.ledger = ledger;
    this.client = recording == null ? paid : recording.client(paid);
  }

  /**
   * Opens the source.
   *
   * @param options which files
   * @param model who answers, as {@link Provider#modelName} says it
   * @param ledgers gives the ledger, told what a recording to go on with has spent
   * @param provider opened unless a recording answers; what is asked of it is in the ledger
   * @throws IllegalArgumentException if both files are named, or a recording is another model's
   */
  static Answers open(
      RecordingOptions options,
      String model,
      Function<Map<LlmRole, Spending>, Ledger> ledgers,
      Supplier<LlmClient> provider) {
    if (options.record != null && options.replay != null) {
      throw new IllegalArgumentException("Name one of --record and --replay, not both");
    }
    if (options.replay != null) {
      LlmClient replay = replay(options.replay, model);
      return new Answers(replay, null, Ledger.builder().build(), replay);
    }
    if (options.record == null) {
      return paid(provider, null, ledgers.apply(Map.of()));
    }
    Journal recording = Journal.open(options.record);
    try {
      recording.begin(Map.of(Journal.MODEL, model));
      return paid(provider, recording, ledgers.apply(recording.spent()));
    } catch (RuntimeException e) {
      recording.close();
      throw e;
    }
  }

  private static Answers paid(
      Supplier<LlmClient> provider, @Nullable Journal recording, Ledger ledger) {
    LlmClient source = provider.get();
    return new Answers(source, recording, ledger, ledger.client(source));
  }

  private static LlmClient replay(Path file, String model) {
    ReplayLlmClient replay = ReplayLlmClient.of(file);
    String recorded = String.valueOf(replay.configuration().get(Journal.MODEL));
    if (!recorded.equals(model)) {
      throw new IllegalArgumentException(
          String.format(
              "--replay %s was recorded with %s, this command names %s: give the same --provider"
                  + " and --model",
              file, recorded, model));
    }
    return replay;
  }

  LlmClient client() {
    return client;
  }

  /** What was sent; a recording that answers alone sends nothing. */
  Ledger ledger() {
    return ledger;
  }

  /** Ends the calls under way first, so that the recording knows of their end. */
  @Override
  public void close() {
    try {
      if (source instanceof AutoCloseable closeable) {
        closeable.close();
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      if (recording != null) {
        recording.close();
      }
    }
  }
}
