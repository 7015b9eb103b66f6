package io.agp.llm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers from a {@link Journal}'s file alone, without a network: runs become test fixtures. The
 * first call with a content gets the first recorded outcome of that content, the second one the
 * second. Failures are outcomes too. The file is only read. Thread-safe.
 */
public final class ReplayLlmClient implements LlmClient {
  private final Path file;
  private final JournalContent content;
  private final String model;
  private final Map<String, Integer> made = new ConcurrentHashMap<>();

  private ReplayLlmClient(Path file, JournalContent content) {
    this.file = file;
    this.content = content;
    this.model = content.configuration().getOrDefault(Journal.MODEL, "");
  }

  /**
   * Reads a journal. A torn last line is left out.
   *
   * @param file a journal's file
   * @return the client
   * @throws JournalException if it cannot be read, has not been begun, or a line is malformed
   */
  public static ReplayLlmClient of(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      JournalContent content = JournalContent.read(file, in);
      if (!content.isBegun()) {
        throw new JournalException(file, "holds no recording: it has no header", null);
      }
      return new ReplayLlmClient(file, content);
    } catch (IOException e) {
      throw new JournalException(file, "cannot be read: " + e, e);
    }
  }

  /**
   * The configuration that the journal was begun with.
   *
   * @return names and values; {@link Journal#MODEL} names who answered
   */
  public Map<String, String> configuration() {
    return Map.copyOf(content.configuration());
  }

  /**
   * The recorded outcome.
   *
   * @param request the conversation
   * @param deadline not needed
   * @return a completed future: the answer, the failure, or {@link LlmException.NotRecorded}, whose
   *     message names the role and the first thing in which the nearest recorded request differs
   */
  @Override
  public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
    String key = JournalCall.key(model, request);
    JournalCall call = new JournalCall(key, made.merge(key, 1, Integer::sum));
    Optional<JournalOutcome> outcome = content.outcome(call);
    return outcome.isPresent()
        ? outcome.get().future()
        : CompletableFuture.failedFuture(
            new LlmException.NotRecorded(NearestRequest.describe(file, call, request), null));
  }
}
