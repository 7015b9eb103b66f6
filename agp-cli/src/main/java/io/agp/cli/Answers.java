package io.agp.cli;

import io.agp.llm.Journal;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmRole;
import io.agp.llm.ReplayLlmClient;
import io.agp.llm.Spending;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where answers come from: a provider, a provider and a recording, or a recording alone. */
final class Answers implements AutoCloseable {
  private final LlmClient source;
  private final @Nullable Journal recording;
  private final boolean sends;

  private Answers(LlmClient source, @Nullable Journal recording, boolean sends) {
    this.source = source;
    this.recording = recording;
    this.sends = sends;
  }

  /**
   * Opens the source.
   *
   * @param options which files
   * @param model who answers, as {@link Provider#modelName} says it
   * @param provider opened unless a recording answers
   * @throws IllegalArgumentException if both files are named, or a recording is another model's
   */
  static Answers open(RecordingOptions options, String model, Supplier<LlmClient> provider) {
    if (options.record != null && options.replay != null) {
      throw new IllegalArgumentException("Name one of --record and --replay, not both");
    }
    if (options.replay != null) {
      return new Answers(replay(options.replay, model), null, false);
    }
    if (options.record == null) {
      return new Answers(provider.get(), null, true);
    }
    Journal recording = Journal.open(options.record);
    try {
      recording.begin(Map.of(Journal.MODEL, model));
      return new Answers(provider.get(), recording, true);
    } catch (RuntimeException e) {
      recording.close();
      throw e;
    }
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

  /**
   * The client, with a limit before that which is sent; what a journal or the recording answers
   * does not meet it.
   */
  LlmClient client(Optional<Journal> journal, UnaryOperator<LlmClient> limit) {
    if (recording != null) {
      LlmClient recorded = recording.client(source, limit);
      return journal.map(open -> open.client(recorded)).orElse(recorded);
    }
    UnaryOperator<LlmClient> before = sends ? limit : answered -> answered;
    return journal.map(open -> open.client(source, before)).orElseGet(() -> before.apply(source));
  }

  /** What the recording says was spent before. */
  Map<LlmRole, Spending> spent() {
    return recording == null ? Map.of() : recording.spent();
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
