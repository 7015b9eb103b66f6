package io.agp.llm;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The JSON form an answer should have, where the provider can hold a model to one. Clients that
 * cannot leave it out; the prompt always says in words what is wanted. Immutable and thread-safe.
 *
 * @param name a name of 1..64 letters, digits, {@code _} or {@code -}
 * @param jsonSchema a JSON schema, as JSON text, whose root is an object
 */
public record OutputSchema(String name, String jsonSchema) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /**
   * Checks the name.
   *
   * @param name a name of 1
   * @param jsonSchema a JSON schema
   * @throws IllegalArgumentException if the name breaks the rule
   */
  public OutputSchema {
    Objects.requireNonNull(jsonSchema, "jsonSchema");
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A schema's name must match " + NAME.pattern() + ", was \"" + name + "\"");
    }
  }
}
