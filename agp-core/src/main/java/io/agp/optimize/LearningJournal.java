package io.agp.optimize;

import com.google.common.collect.ImmutableMap;
import io.agp.llm.Journal;
import io.agp.llm.LlmException;
import io.agp.prompt.Prompt;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Writes what learning decides into a {@link Journal}; give it to an optimizer as its listener. In
 * a run that goes on, a decision that is another one than before ends learning with a {@link
 * io.agp.llm.JournalException}. Thread-safe.
 */
public final class LearningJournal implements Consumer<LearningEvent> {
  private final Journal journal;

  /**
   * Writes into a journal.
   *
   * @param journal the journal; it stays the caller's to close
   */
  public LearningJournal(Journal journal) {
    this.journal = Objects.requireNonNull(journal, "journal");
  }

  @Override
  public void accept(LearningEvent event) {
    journal.decide(event.getClass().getSimpleName(), values((Record) event));
  }

  /** By reflection, so that no event and no field of one can be forgotten here. */
  private static Map<String, Object> values(Record event) {
    Map<String, Object> values = new LinkedHashMap<>();
    try {
      for (RecordComponent component : event.getClass().getRecordComponents()) {
        values.put(component.getName(), value(component.getAccessor().invoke(event)));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot read " + event.getClass(), e);
    }
    return values;
  }

  private static Object value(Object value) {
    if (value instanceof Prompt prompt) {
      return ImmutableMap.of("hash", prompt.hash(), "text", prompt.text());
    }
    if (value instanceof Record record) {
      return values(record);
    }
    if (value instanceof LlmException failure) {
      return failure.type() + ": " + failure.getMessage();
    }
    boolean finite = !(value instanceof Double number) || Double.isFinite(number);
    boolean plain = value instanceof Number || value instanceof Boolean;
    return plain && finite ? value : String.valueOf(value);
  }
}
