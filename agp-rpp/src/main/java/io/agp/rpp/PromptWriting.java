package io.agp.rpp;

import io.agp.profile.UserProfile;
import io.agp.prompt.DataBlock;
import io.agp.prompt.PromptTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One prompt while it is written: its parts in order, and what had to be left out. */
final class PromptWriting {
  private final RefinedSentences refined;
  private final Map<String, String> facts;
  private final Map<String, String> values;
  private final List<String> parts = new ArrayList<>();
  private final List<String> chosen = new ArrayList<>();
  private final List<String> omitted = new ArrayList<>();

  /**
   * Starts with an empty prompt.
   *
   * @param facts what is known of the user, of what the space declares
   * @param values what fills the placeholders of every space
   */
  PromptWriting(RefinedSentences refined, Map<String, String> facts, Map<String, String> values) {
    this.refined = refined;
    this.facts = facts;
    this.values = new HashMap<>(values);
    facts.forEach((name, value) -> this.values.put(name, DataBlock.quoted(value)));
  }

  void sentence(Action.Sentence sentence) {
    PromptTemplate template = PromptTemplate.of(refined.textOf(sentence));
    if (!values.keySet().containsAll(template.placeholders())) {
      omitted.add(sentence.id());
    } else if (!sentence.text().isBlank()) {
      Map<String, String> used = new HashMap<>(values);
      used.keySet().retainAll(template.placeholders());
      String text = template.fill(used);
      parts.add(text);
      chosen.add(text);
    }
  }

  void attributes(Action.Attributes attributes) {
    Map<String, String> known = new LinkedHashMap<>();
    for (String name : attributes.names()) {
      String value = facts.get(name);
      if (value == null) {
        omitted.add(attributes.id() + "/" + name);
      } else {
        known.put(name, value);
      }
    }
    if (!known.isEmpty()) {
      data(attributes.label(), DataBlock.object(known));
      chosen.add(parts.get(parts.size() - 1));
    }
  }

  /** The choice tells the agents its prompt, as the text is not the same from call to call. */
  void profile(Action.Profile choice, Optional<UserProfile> profile) {
    choice
        .prompt()
        .ifPresent(
            prompt -> {
              chosen.add(prompt.text());
              profile.ifPresentOrElse(
                  written -> data(choice.label(), DataBlock.text(written.text())),
                  () -> omitted.add(choice.id()));
            });
  }

  void data(String label, String block) {
    parts.add(label + "\n" + block);
  }

  String text() {
    return String.join("\n\n", parts);
  }

  String instruction() {
    return String.join("\n", chosen);
  }

  List<String> omitted() {
    return omitted;
  }
}
