package io.agp.cli;

import io.agp.llm.Journal;
import io.agp.llm.LlmClient;
import io.agp.llm.ReplayLlmClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where answers come from: a provider, a provider and a recording, or a recording alone. */
final class Answers implements AutoCloseable {
  private final LlmClient source;
  private final @Nullable Journal recording;
  private final LlmClient client;

  private Answers(LlmClient source, @Nullable Journal recording) {
    this.source = source;
    this.recording = recording;
    this.client = recording == null ? source : recording.client(source);
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
      return new Answers(replay(options.replay, model), null);
    }
    if (options.record == null) {
      return new Answers(provider.get(), null);
    }
    Journal recording = Journal.open(options.record);
    try {
      recording.begin(Map.of(Journal.MODEL, model));
      return new Answers(provider.get(), recording);
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

  LlmClient client() {
    return client;
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
