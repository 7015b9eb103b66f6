package io.agp.llm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Keeps what a run asked, what it was answered and what it decided, so that the run goes on after
 * its process was killed, without sending an answered call again. Learning is a deterministic
 * function of its settings, its data and the answers; so going on is beginning anew with a {@link
 * #client} that answers from the journal as long as it can.
 *
 * <pre>{@code
 * try (Journal journal = Journal.open(Path.of("journal.jsonl"))) {
 *   journal.begin(Map.of("model", "gpt-6-luna", "seed", "1"));
 *   LearnedPrompt learned =
 *       AgpOptimizer.builder(journal.client(llm)).seed(1)
 *           .listener(new LearningJournal(journal)).build().optimize(data);
 * }
 * }</pre>
 *
 * <p>The file holds JSON lines and is only ever appended to: a header with the configuration,
 * {@code request} before a call is sent, {@code response} or {@code failure} when it ended, {@code
 * decision} when learning decided. A call is addressed by the SHA-256 of the model and all that is
 * sent, and by which of the calls with that content it is, in the order in which they are made; the
 * role does not count. An answer or a failure is forced to the disk before the caller sees it.
 * Failures are given again as well, so that the same decisions follow, but for those that end
 * learning ({@link LlmException#isFinal()}) and those that {@link #interrupted} is about: these
 * calls are made again. Prompts and answers are in the file, keys are not.
 *
 * <p>A last line that was being written when the process ended is cut off and counted; any other
 * line that is not as it should be is refused. One journal has one writer: the file is locked.
 * Thread-safe.
 */
public final class Journal implements AutoCloseable {
  /** The field of the configuration that names the model, as part of every call's address. */
  public static final String MODEL = "model";

  private final Path file;
  private final JournalContent content;
  private final JournalWriter writer;
  private final JournalCounts found;
  private boolean begun;
  private Map<String, String> configuration;
  private int decided;

  private Journal(Path file, JournalContent content, JournalWriter.Disk disk) {
    this.file = file;
    this.content = content;
    this.found = content.counts();
    this.writer = new JournalWriter(file, disk);
    this.begun = content.isBegun();
    this.configuration = content.configuration();
  }

  /**
   * Opens a journal, empty if the file is not there, and locks it until {@link #close}.
   *
   * @param file the file; its folder is made if it is not there
   * @return the journal
   * @throws JournalException if another process or journal has it open, if it cannot be read, or if
   *     a line other than a torn last one is malformed; the message names the file and the line
   */
  public static Journal open(Path file) {
    return open(file, disk -> disk);
  }

  /** With something between the journal and its disk. */
  static Journal open(Path file, UnaryOperator<JournalWriter.Disk> wrapped) {
    JournalFile disk = JournalFile.lock(file);
    try {
      return new Journal(file, disk.readAndRepair(), wrapped.apply(disk));
    } catch (RuntimeException e) {
      closeQuietly(disk, e);
      throw e;
    }
  }

  private static void closeQuietly(JournalFile disk, RuntimeException failure) {
    try {
      disk.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Whether the journal has been begun, now or by an earlier process.
   *
   * @return {@code false} if the file holds nothing yet
   */
  public synchronized boolean isBegun() {
    return begun;
  }

  /**
   * The configuration that it was begun with.
   *
   * @return names and values; empty if it has not been begun
   */
  public synchronized Map<String, String> configuration() {
    return Map.copyOf(configuration);
  }

  /**
   * What was found in the file when it was opened.
   *
   * @return the counts
   */
  public JournalCounts found() {
    return found;
  }

  /**
   * What the run had spent when the file was opened: all calls in it, and those of which no end is
   * known with the most that they can have used. A {@link Ledger} begins with it.
   *
   * @return for each role that was asked; a copy
   */
  public Map<LlmRole, Spending> spent() {
    return content.spent();
  }

  /**
   * Begins the journal, or goes on with it.
   *
   * @param configuration everything that the run depends on besides the answers: {@value #MODEL},
   *     and for example method, settings, seed, and hashes of data and templates. No secrets: they
   *     are written into the file
   * @throws IllegalArgumentException if there is no {@value #MODEL}
   * @throws JournalException if it was begun with another configuration; the message names each
   *     field that differs with both values
   * @throws LlmException.JournalFailed if it cannot be written
   */
  public synchronized void begin(Map<String, String> configuration) {
    if (!configuration.containsKey(MODEL)) {
      throw new IllegalArgumentException(
          "A journal's configuration must name the " + MODEL + ", has " + configuration.keySet());
    }
    if (!begun) {
      writer.append(JournalLines.header(configuration));
      this.configuration = new LinkedHashMap<>(configuration);
      begun = true;
      return;
    }
    Optional<String> difference = JournalDecision.difference(this.configuration, configuration);
    if (difference.isPresent()) {
      throw new JournalException(
          file, "was begun with another configuration: " + difference.get(), null);
    }
  }

  /**
   * A client that answers from the journal, and asks another one what is not in it.
   *
   * <p>Put caches and meters around it and not inside, so that a run that goes on finds everything
   * as it was: what it is answered from the journal counts as it did before.
   *
   * @param delegate the client that is asked; it answers as {@value #MODEL} of the configuration
   *     says. With it, a call fails as the delegate fails, or with {@link
   *     LlmException.JournalFailed} if it cannot be written down
   * @return the client; it counts its calls, so make one for each run
   * @throws IllegalStateException if the journal has not been begun
   */
  public LlmClient client(LlmClient delegate) {
    return client(delegate, sent -> sent);
  }

  /**
   * The same with a limit on what is sent: for example that of a {@link Ledger}, which began with
   * {@link #spent()}. What is answered from the journal does not meet it, and a call is written
   * down when it let the call go.
   *
   * @param delegate the client that is asked
   * @param limit is given a client that writes a call down and sends it, and returns one that does
   *     or does not pass calls on
   * @return the client; it counts its calls, so make one for each run
   * @throws IllegalStateException if the journal has not been begun
   */
  public LlmClient client(LlmClient delegate, UnaryOperator<LlmClient> limit) {
    return client(delegate, limit, System::nanoTime);
  }

  LlmClient client(LlmClient delegate, LongSupplier nanoTime) {
    return client(delegate, sent -> sent, nanoTime);
  }

  private synchronized LlmClient client(
      LlmClient delegate, UnaryOperator<LlmClient> limit, LongSupplier nanoTime) {
    String model = configuration.get(MODEL);
    if (model == null) {
      throw new IllegalStateException(file + " has not been begun");
    }
    return new JournalLlmClient(
        model, Objects.requireNonNull(delegate, "delegate"), limit, content, writer, nanoTime);
  }

  /**
   * Writes down a decision, or checks that it is the one that was written down before.
   *
   * @param name what kind of decision it is
   * @param values what was decided: strings, finite numbers, booleans, and lists and maps of them
   * @throws JournalException if an earlier process decided otherwise at this place, from the same
   *     answers: the code has changed, or learning is not deterministic
   * @throws LlmException.JournalFailed if it cannot be written
   */
  public synchronized void decide(String name, Map<String, ?> values) {
    JournalDecision now = JournalDecision.of(name, values);
    List<JournalDecision> recorded = content.decisions();
    if (decided >= recorded.size()) {
      writer.append(JournalLines.decision(name, values));
    } else {
      Optional<String> difference = recorded.get(decided).difference(now);
      if (difference.isPresent()) {
        throw new JournalException(
            file,
            String.format(
                "decision %d (%s) is another one than before, from the same answers: %s",
                decided + 1, recorded.get(decided).name(), difference.get()),
            null);
      }
    }
    decided++;
  }

  /**
   * Whether the journal held a decision of a kind when it was opened.
   *
   * @param name the kind
   * @return whether there is one
   */
  public boolean held(String name) {
    return content.decisions().stream().anyMatch(decision -> decision.name().equals(name));
  }

  /**
   * Writes down that learning was ended by a failure, so that going on makes the calls again that
   * failed since the last answer. Without this, a run that a provider's outage ended would end at
   * the same place for ever.
   *
   * @throws LlmException.JournalFailed if it cannot be written
   */
  public void interrupted() {
    writer.append(JournalLines.interrupted());
  }

  /**
   * Waits until all is on the disk, and unlocks the file. Calls that end later fail with {@link
   * LlmException.JournalFailed}. A second call does nothing.
   *
   * @throws JournalException if that fails
   */
  @Override
  public void close() {
    writer.close();
  }

  @Override
  public String toString() {
    return "Journal[" + file + "]";
  }
}
