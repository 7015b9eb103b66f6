package io.agp.llm.openai;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How a model wants to be asked: names of fields and roles, and what it does not take. Model ids
 * are opaque to the client; {@link #forModel} knows some, and a profile of your own serves every
 * other. Immutable and thread-safe.
 */
public final class ModelProfile {
  /** The field that bounds the answer. */
  public enum OutputLimit {
    /** {@code max_tokens}, the older name, which compatible servers know. */
    MAX_TOKENS("max_tokens"),
    /** {@code max_completion_tokens}, which counts reasoning as well. */
    MAX_COMPLETION_TOKENS("max_completion_tokens");

    private final String wireName;

    OutputLimit(String wireName) {
      this.wireName = wireName;
    }

    String wireName() {
      return wireName;
    }
  }

  /** The role that standing instructions are sent with. */
  public enum InstructionRole {
    /** {@code system}. */
    SYSTEM("system"),
    /** {@code developer}, as OpenAI's reasoning models want it. */
    DEVELOPER("developer");

    private final String wireName;

    InstructionRole(String wireName) {
      this.wireName = wireName;
    }

    String wireName() {
      return wireName;
    }
  }

  /** How far a model can be held to a JSON form. */
  public enum SchemaSupport {
    /** The schema itself is sent, in strict mode. */
    JSON_SCHEMA,
    /** Only "a JSON object" can be asked for; the client sees to it that a message says so. */
    JSON_OBJECT,
    /** Nothing is sent; the prompt alone says what is wanted. */
    NONE
  }

  /** Whether a temperature may be sent. */
  public enum Temperature {
    /** It may. */
    ALLOWED,
    /** Only together with the reasoning effort {@code none}. */
    ONLY_WITHOUT_REASONING,
    /** It may not. */
    NOT_ALLOWED
  }

  private static final Set<String> RESERVED =
      Set.of(
          "model",
          "messages",
          "max_tokens",
          "max_completion_tokens",
          "temperature",
          "reasoning_effort",
          "response_format",
          "stream",
          "n");

  private final OutputLimit outputLimit;
  private final InstructionRole instructionRole;
  private final SchemaSupport schemaSupport;
  private final Temperature temperature;
  private final boolean reasoningEffort;
  private final List<String> efforts;
  private final boolean thinkingSwitch;
  private final Map<String, Object> extraFields;
  private final ModelFacts facts;

  private ModelProfile(Builder builder) {
    this.outputLimit = builder.outputLimit;
    this.instructionRole = builder.instructionRole;
    this.schemaSupport = builder.schemaSupport;
    this.temperature = builder.temperature;
    this.reasoningEffort = builder.reasoningEffort;
    this.efforts = builder.reasoningEffort ? builder.efforts : List.of();
    this.thinkingSwitch = builder.thinkingSwitch;
    this.facts = builder.facts;
    this.extraFields = Collections.unmodifiableMap(new LinkedHashMap<>(builder.extraFields));
  }

  /**
   * The profile of a model in the table that comes with the library, {@link
   * ModelCatalogue#bundled()}.
   *
   * @param model the id, for example {@code gpt-4o-mini}
   * @return the profile of its family, or for an unknown id the minimal set that {@link #builder()}
   *     starts with
   */
  public static ModelProfile forModel(String model) {
    return ModelCatalogue.bundled().profile(model);
  }

  /**
   * Starts a profile from the set that most servers understand: {@code max_tokens}, {@code system},
   * no schema; temperature and reasoning effort are sent if set.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts a changed copy.
   *
   * @return a builder with this profile's values
   */
  public Builder newBuilder() {
    Builder builder = new Builder();
    builder.outputLimit = outputLimit;
    builder.instructionRole = instructionRole;
    builder.schemaSupport = schemaSupport;
    builder.temperature = temperature;
    builder.reasoningEffort = reasoningEffort;
    builder.efforts = efforts;
    builder.thinkingSwitch = thinkingSwitch;
    builder.facts = facts;
    builder.extraFields.putAll(extraFields);
    return builder;
  }

  /**
   * The field that bounds the answer.
   *
   * @return the field
   */
  public OutputLimit outputLimit() {
    return outputLimit;
  }

  /**
   * The role of standing instructions.
   *
   * @return the role
   */
  public InstructionRole instructionRole() {
    return instructionRole;
  }

  /**
   * How far the model can be held to a JSON form.
   *
   * @return the support
   */
  public SchemaSupport schemaSupport() {
    return schemaSupport;
  }

  /**
   * Whether a temperature may be sent.
   *
   * @return the rule
   */
  public Temperature temperature() {
    return temperature;
  }

  /**
   * Whether a reasoning effort may be sent.
   *
   * @return {@code true} if it may
   */
  public boolean reasoningEffort() {
    return reasoningEffort;
  }

  /**
   * The reasoning efforts that may be sent.
   *
   * @return the words; empty if none may, or if {@link #reasoningEffort()} and no list is known, so
   *     that any may
   */
  public List<String> efforts() {
    return efforts;
  }

  /**
   * Whether the request's field {@code thinking} turns reasoning on and off.
   *
   * @return {@code true} if it does
   */
  public boolean thinkingSwitch() {
    return thinkingSwitch;
  }

  /**
   * What else is known of the model: context, price, retirement.
   *
   * @return the facts
   */
  public ModelFacts facts() {
    return facts;
  }

  /**
   * Further fields of the request's body.
   *
   * @return names and JSON values, in the order given; immutable, may be empty
   */
  public Map<String, Object> extraFields() {
    return extraFields;
  }

  boolean takesEffort(String effort) {
    return reasoningEffort && (efforts.isEmpty() || efforts.contains(effort));
  }

  /** Models that think before they answer need more time than others. */
  boolean reasons() {
    return temperature != Temperature.ALLOWED;
  }

  @Override
  public String toString() {
    return String.format(
        "ModelProfile[%s, %s, schema %s, temperature %s, reasoning effort %s, extra %s]",
        outputLimit,
        instructionRole,
        schemaSupport,
        temperature,
        reasoningEffort,
        extraFields.keySet());
  }

  /** Builds a {@link ModelProfile}. Not thread-safe. */
  public static final class Builder {
    private OutputLimit outputLimit = OutputLimit.MAX_TOKENS;
    private InstructionRole instructionRole = InstructionRole.SYSTEM;
    private SchemaSupport schemaSupport = SchemaSupport.NONE;
    private Temperature temperature = Temperature.ALLOWED;
    private boolean reasoningEffort = true;
    private List<String> efforts = List.of();
    private boolean thinkingSwitch;
    private ModelFacts facts = ModelFacts.NONE;
    private final Map<String, Object> extraFields = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Names the field that bounds the answer; default {@link OutputLimit#MAX_TOKENS}.
     *
     * @param field the field
     * @return this builder
     */
    public Builder outputLimit(OutputLimit field) {
      this.outputLimit = Objects.requireNonNull(field, "field");
      return this;
    }

    /**
     * Names the role of standing instructions; default {@link InstructionRole#SYSTEM}.
     *
     * @param role the role
     * @return this builder
     */
    public Builder instructionRole(InstructionRole role) {
      this.instructionRole = Objects.requireNonNull(role, "role");
      return this;
    }

    /**
     * Says how far the model can be held to a JSON form; default {@link SchemaSupport#NONE}.
     *
     * @param support the support
     * @return this builder
     */
    public Builder schemaSupport(SchemaSupport support) {
      this.schemaSupport = Objects.requireNonNull(support, "support");
      return this;
    }

    /**
     * Says whether a temperature may be sent; default {@link Temperature#ALLOWED}.
     *
     * @param rule the rule
     * @return this builder
     */
    public Builder temperature(Temperature rule) {
      this.temperature = Objects.requireNonNull(rule, "rule");
      return this;
    }

    /**
     * Says whether a reasoning effort may be sent; default {@code true}.
     *
     * @param allowed whether it may
     * @return this builder
     */
    public Builder reasoningEffort(boolean allowed) {
      this.reasoningEffort = allowed;
      return this;
    }

    /**
     * Lists the reasoning efforts that may be sent; default: any word.
     *
     * @param words at least one, none blank
     * @return this builder
     * @throws IllegalArgumentException if there is none, or one is blank
     */
    public Builder efforts(List<String> words) {
      if (words.isEmpty() || words.stream().anyMatch(String::isBlank)) {
        throw new IllegalArgumentException(
            "efforts must be at least one word, none blank, was " + words);
      }
      this.efforts = List.copyOf(words);
      this.reasoningEffort = true;
      return this;
    }

    /**
     * Says whether the request's field {@code thinking} turns reasoning on and off, as DeepSeek's
     * V4 models have it; default {@code false}.
     *
     * @param present whether it does
     * @return this builder
     */
    public Builder thinkingSwitch(boolean present) {
      this.thinkingSwitch = present;
      return this;
    }

    /**
     * Sets what else is known of the model; default {@link ModelFacts#NONE}.
     *
     * @param facts the facts
     * @return this builder
     */
    public Builder facts(ModelFacts facts) {
      this.facts = Objects.requireNonNull(facts, "facts");
      return this;
    }

    /**
     * Adds a field to every request's body, for example {@code thinking}; default none.
     *
     * @param name the field; not one that the client writes itself, such as {@code model}
     * @param value a string, boolean, finite number, or a list or a map with string keys of such
     *     values
     * @return this builder
     * @throws IllegalArgumentException if the client writes the field itself, or the value is
     *     nothing of the above
     */
    public Builder extraField(String name, Object value) {
      if (name.isBlank() || RESERVED.contains(name)) {
        throw new IllegalArgumentException(
            "An extra field must have a name that the client does not write itself, was \""
                + name
                + "\"");
      }
      extraFields.put(name, copy(name, value));
      return this;
    }

    /**
     * Builds the profile.
     *
     * @return the profile
     */
    public ModelProfile build() {
      return new ModelProfile(this);
    }

    private static Object copy(String name, Object value) {
      if (value instanceof Map<?, ?> map) {
        return copy(name, map);
      }
      if (value instanceof List<?> list) {
        return list.stream().map(element -> copy(name, element)).toList();
      }
      if (value instanceof String || value instanceof Boolean || isFinite(value)) {
        return value;
      }
      throw new IllegalArgumentException(
          "The extra field \"" + name + "\" must hold JSON values, not " + value);
    }

    private static Object copy(String name, Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((key, value) -> copy.put(String.valueOf(key), copy(name, value)));
      return Collections.unmodifiableMap(copy);
    }

    private static boolean isFinite(Object value) {
      return value instanceof Number number && Double.isFinite(number.doubleValue());
    }
  }
}
