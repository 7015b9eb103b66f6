package io.agp.testkit.contract;

import java.io.StringWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is logged with the JDK's own loggers, as HTTP libraries do, at every level. */
final class JdkLog extends Handler implements AutoCloseable {
  private static final Logger ROOT = Logger.getLogger("");

  private final StringWriter text = new StringWriter();
  private final SimpleFormatter formatter = new SimpleFormatter();
  private final Level before = ROOT.getLevel();

  /** Listens until it is closed. */
  JdkLog() {
    setLevel(Level.ALL);
    ROOT.setLevel(Level.ALL);
    ROOT.addHandler(this);
  }

  @Override
  public void publish(LogRecord entry) {
    text.append(formatter.format(entry));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    ROOT.removeHandler(this);
    ROOT.setLevel(before);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
