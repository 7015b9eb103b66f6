package io.agp.llm;

import io.agp.internal.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** A decision of learning, in the form in which two of them can be compared: as read from JSON. */
record JournalDecision(String name, Map<String, Object> values) {
  /** As it is made now. */
  static JournalDecision of(String name, Map<String, ?> values) {
    Object read = Objects.requireNonNull(Json.read(Json.write(values)));
    return read(name, (Map<?, ?>) read);
  }

  /** As a line has it. */
  static JournalDecision read(String name, Map<?, ?> json) {
    Map<String, Object> values = new LinkedHashMap<>();
    json.forEach((field, value) -> values.put(field.toString(), value));
    return new JournalDecision(name, values);
  }

  /** What is not the same now; empty if all is. */
  Optional<String> difference(JournalDecision now) {
    return name.equals(now.name)
        ? difference(values, now.values)
        : Optional.of("recorded is " + name + ", now it is " + now.name);
  }

  /** Every field with another value, with both; empty if there is none. */
  static Optional<String> difference(Map<String, ?> recorded, Map<String, ?> now) {
    TreeSet<String> names = new TreeSet<>(recorded.keySet());
    names.addAll(now.keySet());
    StringBuilder differences = new StringBuilder();
    for (String name : names) {
      Object before = recorded.containsKey(name) ? recorded.get(name) : "absent";
      Object after = now.containsKey(name) ? now.get(name) : "absent";
      if (!Objects.equals(before, after)) {
        differences.append(differences.isEmpty() ? "" : "; ");
        differences.append(name).append(" was ").append(before).append(", now is ").append(after);
      }
    }
    return differences.isEmpty() ? Optional.empty() : Optional.of(differences.toString());
  }
}
