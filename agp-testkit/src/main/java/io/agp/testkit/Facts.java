package io.agp.testkit;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one item.
 *
 * @param year when it came out, if known
 * @param values the facts in words by side of taste, in lower case but for names
 */
record Facts(OptionalInt year, Map<Facet, Set<String>> values) {
  static final Facts NONE = new Facts(OptionalInt.empty(), Map.of());

  private static final Pattern ANY_YEAR = Pattern.compile("\\b(1[5-9]\\d\\d|20\\d\\d)\\b");
  private static final Pattern SEPARATOR = Pattern.compile("\\s*[|;,>]\\s*");
  private static final Pattern HARD_SEPARATOR = Pattern.compile("\\s*[|;]\\s*");
  private static final Pattern LETTERS = Pattern.compile("\\p{L}{2}");
  private static final int MAX_VALUE = 40;

  static Facts of(String title, Map<String, String> attributes) {
    OptionalInt year = Titles.year(title);
    Map<Facet, Set<String>> values = new EnumMap<>(Facet.class);
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      Facet facet = facetOf(attribute.getKey());
      if (facet == Facet.ERA) {
        year = yearIn(attribute.getValue(), year);
      } else if (facet != null) {
        values
            .computeIfAbsent(facet, key -> new LinkedHashSet<>())
            .addAll(split(facet, attribute.getValue()));
      }
    }
    return new Facts(year, Collections.unmodifiableMap(values));
  }

  private static @Nullable Facet facetOf(String attribute) {
    for (Facet facet : Facet.values()) {
      if (facet.isIn(attribute)) {
        return facet;
      }
    }
    return null;
  }

  private static OptionalInt yearIn(String text, OptionalInt otherwise) {
    Matcher matcher = ANY_YEAR.matcher(text);
    return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group())) : otherwise;
  }

  private static List<String> split(Facet facet, String value) {
    boolean names = facet == Facet.CREATOR && !isListOfFullNames(value);
    return Arrays.stream((names ? HARD_SEPARATOR : SEPARATOR).split(value))
        .map(part -> facet == Facet.CREATOR ? part.strip() : part.strip().toLowerCase(Locale.ROOT))
        .filter(part -> LETTERS.matcher(part).find() && part.length() <= MAX_VALUE)
        .filter(part -> !part.startsWith("(no ") && !part.equalsIgnoreCase("unknown"))
        .toList();
  }

  /** "Ann Lee, Bo Chan" is two people, "Le Guin, Ursula" is one. */
  private static boolean isListOfFullNames(String value) {
    return Arrays.stream(value.split(",")).allMatch(part -> part.strip().contains(" "));
  }

  Set<String> of(Facet facet) {
    return values.getOrDefault(facet, Set.of());
  }

  boolean has(Facet facet) {
    return facet == Facet.ERA ? year.isPresent() : !of(facet).isEmpty();
  }

  /** These facts and, where they are silent, another's. */
  Facts orElse(Facts other) {
    Map<Facet, Set<String>> merged = new EnumMap<>(Facet.class);
    merged.putAll(other.values);
    merged.putAll(values);
    return new Facts(year.isPresent() ? year : other.year, Collections.unmodifiableMap(merged));
  }
}
