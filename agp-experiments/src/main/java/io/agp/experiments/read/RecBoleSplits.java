package io.agp.experiments.read;

import io.agp.experiments.read.RecBoleInteractions.Contact;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Interactions that are split already: for training, for validation and for testing. Of each user
 * one interaction can be held out for each purpose. Not thread-safe.
 */
final class RecBoleSplits {
  private final Reading reading;
  private final RecBoleHistories histories;
  private final Map<String, Contact> validation = new LinkedHashMap<>();
  private final Map<String, Contact> test = new LinkedHashMap<>();

  private RecBoleSplits(Reading reading) {
    this.reading = reading;
    this.histories = new RecBoleHistories(reading);
  }

  /** Reads the three files; there may be none for training where rows hold histories. */
  static void read(
      Optional<DataFile> training, DataFile validation, DataFile test, Reading reading) {
    RecBoleSplits splits = new RecBoleSplits(reading);
    training.map(RecBoleSplits::rows).ifPresent(splits::readTraining);
    rows(validation).read(reading, splits::addValidation);
    rows(test).read(reading, splits::addTest);
    splits.finish();
  }

  private static RecBoleInteractions rows(DataFile file) {
    return new RecBoleInteractions(AtomicFile.of(file));
  }

  private void readTraining(RecBoleInteractions rows) {
    rows.read(reading, rows.hasHistories() ? histories::add : this::give);
  }

  private void give(Contact row) {
    reading.interaction(row.user(), row.item(), row.millis(), row.rating());
  }

  private void addValidation(Contact row) {
    keepFirst(row, validation, "second validation interaction of a user: left out");
    histories.addList(row, row.history());
  }

  /** The list of a test row ends with the item of the validation row, which is no training. */
  private void addTest(Contact row) {
    keepFirst(row, test, "second test interaction of a user: left out");
    Contact validated = validation.get(row.user());
    histories.addList(
        row,
        row.history().stream()
            .filter(item -> validated == null || !item.equals(validated.item()))
            .toList());
  }

  private void keepFirst(Contact row, Map<String, Contact> rows, String problem) {
    if (rows.putIfAbsent(row.user(), row.withoutHistory()) != null) {
      reading.problem(problem, row.place());
    }
  }

  private void finish() {
    heldOutRows().filter(this::hasBoth).forEach(this::leaveOutOfHistory);
    histories.finish();
    heldOutRows().filter(this::hasBoth).forEach(this::give);
    validation.forEach(
        (user, validated) -> {
          Contact tested = test.get(user);
          if (tested != null) {
            reading.heldOut(user, validated.item(), tested.item());
          }
        });
    heldOutRows().filter(row -> !hasBoth(row)).forEach(this::countAsAlone);
  }

  private Stream<Contact> heldOutRows() {
    return Stream.concat(validation.values().stream(), test.values().stream());
  }

  private boolean hasBoth(Contact row) {
    return validation.containsKey(row.user()) && test.containsKey(row.user());
  }

  private void leaveOutOfHistory(Contact row) {
    if (histories.contains(row.user(), row.item())) {
      reading.problem("held-out item that the user had before: not in the history", row.place());
      histories.remove(row.user(), row.item());
    }
  }

  private void countAsAlone(Contact row) {
    reading.problem(
        "user without both a validation and a test interaction: only for training", row.place());
  }
}
