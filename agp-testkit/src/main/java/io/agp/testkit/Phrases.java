package io.agp.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sentences that the simulated model has for one thought, read from a resource. */
final class Phrases {
  private static final Map<String, List<String>> ALL = read();

  private Phrases() {}

  /** One of the sentences for a thought, its placeholders filled: name, value, name, value … */
  static String pick(Draws draws, String thought, String... values) {
    String phrase = draws.pick(all(thought));
    for (int i = 0; i < values.length; i += 2) {
      phrase = phrase.replace("{" + values[i] + "}", values[i + 1]);
    }
    return phrase;
  }

  static List<String> all(String thought) {
    List<String> phrases = ALL.get(thought);
    if (phrases == null) {
      throw new IllegalStateException("There is no phrase for \"" + thought + "\"");
    }
    return phrases;
  }

  private static Map<String, List<String>> read() {
    Map<String, List<String>> phrases = new LinkedHashMap<>();
    String thought = "";
    for (String line : text().lines().toList()) {
      if (line.startsWith("[")) {
        thought = line.substring(1, line.indexOf(']'));
      } else if (!line.isBlank()) {
        phrases.computeIfAbsent(thought, key -> new ArrayList<>()).add(line.strip());
      }
    }
    return phrases;
  }

  private static String text() {
    try (InputStream in = Phrases.class.getResourceAsStream("phrases.txt")) {
      if (in == null) {
        throw new IllegalStateException("phrases.txt is not beside " + Phrases.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("phrases.txt cannot be read", e);
    }
  }
}
