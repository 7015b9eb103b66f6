package io.agp.rpp;

import io.agp.User;
import io.agp.prompt.Prompt;
import io.agp.prompt.PromptPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One prompt for everybody, as {@link EnumerationOptimizer} and {@link GripsOptimizer} find it.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * FixedPromptPolicy policy = EnumerationOptimizer.builder(llm, space).build().optimize(data);
 * Reranker reranker =
 *     new FixedPromptReranker(
 *         llm, PromptAssembler.builder(policy.prompt().space()).build(), policy.prompt());
 * }</pre>
 */
public final class FixedPromptPolicy implements PromptPolicy {
  private static final String FORMAT = "agp-fixed-prompt-1";
  private static final Set<String> FIELDS =
      Set.of("format", "space", "choices", "learnedOn", "hash");

  private final RppPrompt prompt;
  private final Map<String, String> learnedOn;

  /**
   * A policy.
   *
   * @param prompt the prompt; where sentences were edited, its space holds them
   * @param learnedOn what it was learned on and with, by name. Copied
   */
  public FixedPromptPolicy(RppPrompt prompt, Map<String, String> learnedOn) {
    this.prompt = Objects.requireNonNull(prompt, "prompt");
    this.learnedOn = Collections.unmodifiableMap(new LinkedHashMap<>(learnedOn));
  }

  /**
   * The prompt.
   *
   * @return the choices, with the space they were made in
   */
  public RppPrompt prompt() {
    return prompt;
  }

  /**
   * What it was learned on and with.
   *
   * @return an immutable map in a fixed order
   */
  public Map<String, String> learnedOn() {
    return learnedOn;
  }

  /**
   * The sentences as templates, a line in brackets in the place of the data.
   *
   * @param user any user
   * @return the same prompt for all
   */
  @Override
  public Prompt promptFor(User user) {
    return Prompt.of(PromptOutline.of(prompt, RefinedSentences.none()));
  }

  /**
   * Writes one JSON file: to a temporary one first, which then takes the place of an older one.
   *
   * @param file where; its folder must exist
   * @throws UncheckedIOException if it cannot be written
   */
  public void save(Path file) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("space", ActionSpaceJson.toJson(prompt.space()));
    json.put("choices", Arrays.stream(prompt.choices()).boxed().toList());
    json.put("learnedOn", learnedOn);
    json.put("hash", LocatedJson.hashOf(json));
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.writeString(temporary, LocatedJson.write(json));
      Files.move(
          temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /**
   * Reads a file that {@link #save} wrote.
   *
   * @param file the file
   * @return the policy
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if it is not such a file or was changed; the message names the
   *     file, the field, what stands there and the rule
   */
  public static FixedPromptPolicy load(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    LocatedJson json = LocatedJson.parse(file.toString(), text).only(FIELDS);
    if (!json.string("format").equals(FORMAT)) {
      throw json.bad("format", json.string("format"), "must be \"" + FORMAT + "\"");
    }
    json.requireHash("hash");
    ActionSpace space = ActionSpaceJson.fromJson(json.object("space"));
    int[] choices = Arrays.stream(json.numbers("choices")).mapToInt(n -> (int) n).toArray();
    LocatedJson record = json.object("learnedOn");
    Map<String, String> learnedOn = new LinkedHashMap<>();
    record.names().forEach(name -> learnedOn.put(name, record.string(name)));
    return json.make(() -> new FixedPromptPolicy(RppPrompt.first(space, choices), learnedOn));
  }
}
