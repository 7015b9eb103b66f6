package io.agp.cli;

import io.agp.llm.Journal;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmRole;
import io.agp.llm.ReplayLlmClient;
import io.agp.llm.Spending;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where answers come from: a provider, a provider and a recording, or a recording alone. */
final class Answers implements AutoCloseable {
  private final @Nullable Journal recording;
  private final boolean sends;
  private @Nullable LlmClient source;

  private Answers(@Nullable LlmClient source, @Nullable Journal recording) {
    this.source = source;
    this.recording = recording;
    this.sends = source == null;
  }

  /**
   * Opens the files.
   *
   * @param options which files
   * @param model who answers, as {@link Provider#modelName} says it
   * @throws IllegalArgumentException if both files are named, or a recording is another model's
   */
  static Answers open(RecordingOptions options, String model) {
    if (options.record != null && options.replay != null) {
      throw new IllegalArgumentException("Name one of --record and --replay, not both");
    }
    if (options.replay != null) {
      return new Answers(replay(options.replay, model), null);
    }
    if (options.record == null) {
      return new Answers(null, null);
    }
    Journal recording = Journal.open(options.record);
    try {
      recording.begin(Map.of(Journal.MODEL, model));
      return new Answers(null, recording);
    } catch (RuntimeException e) {
      recording.close();
      throw e;
    }
  }

  /** Opens the provider, unless a recording answers. */
  void start(Supplier<LlmClient> provider) {
    if (sends) {
      source = provider.get();
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
    LlmClient asked = Objects.requireNonNull(source, "start comes first");
    if (recording != null) {
      LlmClient recorded = recording.client(asked, limit);
      return journal.map(open -> open.client(recorded)).orElse(recorded);
    }
    UnaryOperator<LlmClient> before = sends ? limit : answered -> answered;
    return journal.map(open -> open.client(asked, before)).orElseGet(() -> before.apply(asked));
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
