package io.agp.prompt;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with named placeholders, {@code {{name}}}, filled in one pass: what a value holds is never
 * read as a placeholder. Immutable and thread-safe.
 */
public final class PromptTemplate {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-zA-Z]+)}}");

  private final String text;
  private final Set<String> placeholders;

  private PromptTemplate(String text) {
    this.text = text;
    Set<String> names = new LinkedHashSet<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    this.placeholders = Set.copyOf(names);
  }

  /**
   * A template with a text of yours.
   *
   * @param text the text
   * @param required the placeholders that must occur in it, and the only ones that may
   * @return the template
   * @throws IllegalArgumentException if a required placeholder is missing or another occurs
   */
  public static PromptTemplate of(String text, Set<String> required) {
    PromptTemplate template = new PromptTemplate(text);
    if (!template.placeholders.equals(required)) {
      throw new IllegalArgumentException(
          "The template must hold exactly the placeholders "
              + required.stream().sorted().toList()
              + ", has "
              + template.placeholders.stream().sorted().toList());
    }
    return template;
  }

  /**
   * A template whose placeholders are those that occur in it.
   *
   * @param text the text; may hold no placeholder
   * @return the template
   */
  public static PromptTemplate of(String text) {
    return new PromptTemplate(text);
  }

  /** The text of a resource of the library, by its path below {@code io/agp}. */
  static String resourceText(String path) {
    try {
      return Resources.toString(
              Resources.getResource(PromptTemplate.class, "/io/agp/" + path),
              StandardCharsets.UTF_8)
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The names of the placeholders.
   *
   * @return an immutable set
   */
  public Set<String> placeholders() {
    return placeholders;
  }

  /**
   * Fills in the placeholders.
   *
   * @param values a value for each placeholder and nothing else
   * @return the text
   * @throws IllegalArgumentException if a value is missing or has no placeholder
   */
  public String fill(Map<String, String> values) {
    if (!values.keySet().equals(placeholders)) {
      throw new IllegalArgumentException(
          "The template wants values for "
              + placeholders.stream().sorted().toList()
              + ", was given "
              + values.keySet().stream().sorted().toList());
    }
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), "")));
  }
}
