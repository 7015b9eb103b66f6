package io.agp.llm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Appends lines, and says when they are on the disk. Forcing takes milliseconds, so the lines that
 * come while the disk is busy share the next force. After the first failure nothing more is
 * written: the line that failed may be there in part. Thread-safe.
 */
final class JournalWriter implements AutoCloseable {
  /** What is written to; a file, or a double that fails. */
  interface Disk {
    void write(byte[] bytes) throws IOException;

    void force() throws IOException;

    void close() throws IOException;
  }

  private final Path file;
  private final Disk disk;
  private final ExecutorService forcing =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "agp-journal");
            thread.setDaemon(true);
            return thread;
          });
  private List<CompletableFuture<Void>> waiting = new ArrayList<>();
  private LlmException.@Nullable JournalFailed broken;
  private boolean closed;

  JournalWriter(Path file, Disk disk) {
    this.file = file;
    this.disk = disk;
  }

  /**
   * Hands a line to the operating system: it survives the end of this process, not of the machine.
   *
   * @throws LlmException.JournalFailed if it cannot be written
   */
  synchronized void append(String line) {
    if (closed) {
      throw new LlmException.JournalFailed(file + " is closed", null);
    }
    if (broken != null) {
      throw broken;
    }
    try {
      disk.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw broke(e);
    }
  }

  /** Appends a line; the future is done when it is on the disk, and never on a caller's thread. */
  CompletableFuture<Void> appendDurably(String line) {
    CompletableFuture<Void> durable = new CompletableFuture<>();
    try {
      synchronized (this) {
        append(line);
        waiting.add(durable);
        if (waiting.size() == 1) {
          forcing.execute(this::force);
        }
      }
    } catch (LlmException.JournalFailed e) {
      durable.completeExceptionally(e);
    }
    return durable;
  }

  private void force() {
    List<CompletableFuture<Void>> written;
    synchronized (this) {
      written = waiting;
      waiting = new ArrayList<>();
    }
    LlmException.@Nullable JournalFailed failure = null;
    try {
      disk.force();
    } catch (IOException e) {
      failure = broke(e);
    }
    // What waits may take its time, and may write again: this thread is for the disk alone.
    for (CompletableFuture<Void> line : written) {
      if (failure == null) {
        line.completeAsync(() -> null);
      } else {
        line.completeExceptionally(failure);
      }
    }
  }

  private synchronized LlmException.JournalFailed broke(IOException cause) {
    broken =
        new LlmException.JournalFailed(
            "Cannot write "
                + file
                + ": "
                + cause.getMessage()
                + "; no answer is used that is not"
                + " in it",
            cause);
    return broken;
  }

  /** Forces what is under way, and closes. A second call does nothing. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    forcing.shutdown();
    try {
      if (!forcing.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new JournalException(file, "the disk takes longer than a minute", null);
      }
      closeDisk();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new JournalException(file, "cannot be closed: " + e.getMessage(), e);
    }
  }

  private void closeDisk() throws IOException {
    try {
      disk.force();
    } finally {
      disk.close();
    }
  }
}
