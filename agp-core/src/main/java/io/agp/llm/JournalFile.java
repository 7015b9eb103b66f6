package io.agp.llm;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file of a journal, locked against other writers of this and other processes. Reading and
 * writing go through the file and not its channel, which an interrupt would close.
 */
final class JournalFile implements JournalWriter.Disk {
  private final Path path;
  private final RandomAccessFile file;

  private JournalFile(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  /** Opens the file, made with its folder if it is not there, and locks it. */
  static JournalFile lock(Path path) {
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      JournalFile file = new JournalFile(path, new RandomAccessFile(path.toFile(), "rw"));
      if (!file.isLocked()) {
        file.close();
        throw new JournalException(
            path, "is in use: only one process at a time may write a run", null);
      }
      return file;
    } catch (IOException e) {
      throw new JournalException(path, "cannot be opened: " + e.getMessage(), e);
    }
  }

  /** The lock lives as long as the file is open. */
  private boolean isLocked() throws IOException {
    try {
      return file.getChannel().tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Reads everything and cuts off a torn last line. */
  JournalContent readAndRepair() {
    try {
      JournalContent content =
          JournalContent.read(
              path, new BufferedInputStream(Channels.newInputStream(file.getChannel()), 1 << 16));
      file.setLength(content.length());
      file.seek(content.length());
      return content;
    } catch (IOException e) {
      throw new JournalException(path, "cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    file.write(bytes);
  }

  @Override
  public void force() throws IOException {
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
