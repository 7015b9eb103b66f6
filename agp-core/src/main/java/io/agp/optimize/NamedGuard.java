package io.agp.optimize;

import io.agp.prompt.Prompt;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** A guard of one rule about the text. */
record NamedGuard(String name, Predicate<String> refuses, Function<String, String> reason)
    implements PromptGuard {
  @Override
  public Optional<String> refusal(Prompt proposed) {
    return refuses.test(proposed.text())
        ? Optional.of(reason.apply(proposed.text()))
        : Optional.empty();
  }

  static int words(String text) {
    return text.strip().split("\\s+").length;
  }

  static String list(Collection<String> placeholders) {
    return placeholders.isEmpty()
        ? "none"
        : String.join(", ", placeholders.stream().sorted().map(p -> "{{" + p + "}}").toList());
  }
}
