package io.agp.rpp;

import java.util.ArrayList;
import java.util.List;

/** A chosen prompt before it is filled in, for people to read. */
final class PromptOutline {
  private PromptOutline() {}

  static String of(RppPrompt prompt, RefinedSentences refined) {
    List<String> lines = new ArrayList<>();
    for (Action action : prompt.actions()) {
      if (action instanceof Action.Sentence sentence) {
        lines.add(refined.textOf(sentence));
      } else if (action instanceof Action.Attributes attributes) {
        lines.add(attributes.names().isEmpty() ? "" : attributes.names().toString());
      } else if (action instanceof Action.Profile profile) {
        lines.add(profile.prompt().map(own -> "[a description by: " + own.text() + "]").orElse(""));
      } else {
        lines.add(
            String.format(
                "[the latest %d of the history; the candidates]", prompt.historyLength()));
      }
    }
    lines.removeIf(String::isBlank);
    return String.join("\n", lines);
  }
}
