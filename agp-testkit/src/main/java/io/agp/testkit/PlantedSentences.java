package io.agp.testkit;

import io.agp.testkit.PlantedWorld.Choice;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The sentences of one pattern, which the model finds again in prompts. Immutable. */
final class PlantedSentences {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\w+}}");

  private final List<String> texts;
  private final List<Pattern> patterns;

  PlantedSentences(String name, List<String> texts) {
    this.texts = List.copyOf(texts);
    if (this.texts.isEmpty()) {
      throw new IllegalArgumentException("Pattern " + name + " must have at least one sentence");
    }
    Set<String> differing = new HashSet<>();
    for (String text : this.texts) {
      if (PLACEHOLDER.matcher(text).replaceAll("").isBlank() || !differing.add(text)) {
        throw new IllegalArgumentException(
            String.format(
                "The sentences of pattern %s must hold words and differ, one was \"%s\"",
                name, text));
      }
    }
    this.patterns = this.texts.stream().map(PlantedSentences::pattern).toList();
  }

  /** A placeholder stands for what fills it: at least one character of the same line. */
  private static Pattern pattern(String text) {
    StringBuilder regex = new StringBuilder();
    for (String words : PLACEHOLDER.split(text, -1)) {
      regex.append(regex.isEmpty() ? "" : ".{1,300}?").append(Pattern.quote(words));
    }
    return Pattern.compile(regex.toString());
  }

  List<String> texts() {
    return texts;
  }

  int size() {
    return texts.size();
  }

  /** The place of the longest sentence that a prompt holds; {@link Choice#NONE} if it has none. */
  int in(String prompt) {
    int found = Choice.NONE;
    for (int i = 0; i < texts.size(); i++) {
      boolean longer = found < 0 || texts.get(i).length() > texts.get(found).length();
      if (longer && patterns.get(i).matcher(prompt).find()) {
        found = i;
      }
    }
    return found;
  }
}
