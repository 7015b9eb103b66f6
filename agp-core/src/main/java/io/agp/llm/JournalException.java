package io.agp.llm;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A journal that cannot be used: in use by somebody else, of another form, begun with another
 * configuration, or with decisions that differ from those made now. The message names the file, and
 * the line where there is one, the value and the rule. A call that could not be journalled is an
 * {@link LlmException.JournalFailed} instead.
 */
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A journal that cannot be used.
   *
   * @param file the journal
   * @param rule what is wrong with it, and what should be
   * @param cause why, or {@code null}
   */
  public JournalException(Path file, String rule, @Nullable Throwable cause) {
    super(file + ": " + rule, cause);
  }
}
