package io.agp.optimize;

import io.agp.metrics.Evaluation;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** A rule that decides on edits alone. */
record SimpleRule(String name, BiPredicate<Evaluation, Supplier<Evaluation>> keeps)
    implements AcceptanceRule {
  @Override
  public boolean keepsEdit(Evaluation before, Supplier<Evaluation> after) {
    return keeps.test(before, after);
  }

  @Override
  public String toString() {
    return name;
  }
}
