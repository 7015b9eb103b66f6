package io.agp.llm.openai;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * A table of models: the first entry whose pattern matches a whole id counts. One comes with the
 * library; entries of your own, from a file or in code, go before it. Immutable and thread-safe.
 */
public final class ModelCatalogue {
  private static final String RESOURCE = "models.json";
  private static final String FINE_TUNED = "ft:";
  private static final ModelCatalogue BUNDLED =
      new ModelCatalogue(ModelFile.read(RESOURCE, text()));

  private final List<Entry> entries;

  private ModelCatalogue(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * One entry. Immutable and thread-safe.
   *
   * @param ids a regular expression that the whole id must match, for example {@code gpt-4o(-.*)?}
   * @param profile how these models want to be asked, and what is known of them
   * @param remark what else to know; may be empty
   */
  public record Entry(Pattern ids, ModelProfile profile, String remark) {
    /**
     * Checks that nothing is {@code null}.
     *
     * @param ids a regular expression
     * @param profile how these models want to be asked
     * @param remark what else to know
     */
    public Entry {
      Objects.requireNonNull(ids, "ids");
      Objects.requireNonNull(profile, "profile");
      Objects.requireNonNull(remark, "remark");
    }
  }

  /**
   * The table that comes with the library.
   *
   * @return the table
   */
  public static ModelCatalogue bundled() {
    return BUNDLED;
  }

  /**
   * Reads a file of your own. Its entries go before those of {@link #bundled()} and replace whole
   * profiles. The form is that of the bundled table, see {@code docs/providers.md}.
   *
   * @param file a JSON file
   * @return the table
   * @throws IllegalArgumentException if the file breaks a rule; names the entry, value and rule
   * @throws UncheckedIOException if it cannot be read
   */
  public static ModelCatalogue load(Path file) {
    try {
      List<Entry> own = ModelFile.read(file.toString(), Files.readString(file));
      return new ModelCatalogue(Stream.concat(own.stream(), BUNDLED.entries.stream()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e, e);
    }
  }

  private static String text() {
    try (InputStream in = ModelCatalogue.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("The jar must hold " + RESOURCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + RESOURCE, e);
    }
  }

  /**
   * A copy with an entry before all others.
   *
   * @param ids a regular expression that the whole id must match
   * @param profile how these models want to be asked
   * @return the copy
   * @throws IllegalArgumentException if {@code ids} is no regular expression
   */
  public ModelCatalogue with(String ids, ModelProfile profile) {
    Entry entry = new Entry(pattern("ids", ids), profile, "");
    return new ModelCatalogue(Stream.concat(Stream.of(entry), entries.stream()).toList());
  }

  static Pattern pattern(String place, String ids) {
    try {
      return Pattern.compile(ids);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          place + " must be a regular expression, was \"" + ids + "\"", e);
    }
  }

  /**
   * All entries.
   *
   * @return the entries, first those that count first; immutable
   */
  public List<Entry> entries() {
    return entries;
  }

  /**
   * The profile of a model, if the table has one. A fine-tuned model ({@code
   * ft:gpt-4o-mini:organisation::id}) is asked as the model it was made of; price and dates of that
   * are not its own.
   *
   * @param model the model's id
   * @return the profile of the first entry that matches
   */
  public Optional<ModelProfile> find(String model) {
    if (!model.startsWith(FINE_TUNED)) {
      return first(model);
    }
    String rest = model.substring(FINE_TUNED.length());
    int end = rest.indexOf(':');
    return first(end < 0 ? rest : rest.substring(0, end))
        .map(profile -> profile.newBuilder().facts(profile.facts().withoutPrice()).build());
  }

  private Optional<ModelProfile> first(String model) {
    return entries.stream()
        .filter(entry -> entry.ids().matcher(model).matches())
        .map(Entry::profile)
        .findFirst();
  }

  /**
   * The profile to ask a model with.
   *
   * @param model the model's id
   * @return what {@link #find} finds, or for an unknown id the minimal set that {@link
   *     ModelProfile#builder()} starts with
   */
  public ModelProfile profile(String model) {
    return find(model).orElseGet(() -> ModelProfile.builder().build());
  }
}
