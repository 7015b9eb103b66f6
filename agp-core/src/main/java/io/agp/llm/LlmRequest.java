package io.agp.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is asked of a model. Immutable and thread-safe. {@code toString} shows no text of the
 * conversation.
 */
public final class LlmRequest {
  private final LlmRole role;
  private final List<ChatMessage> messages;
  private final Optional<OutputSchema> schema;
  private final OptionalInt maxOutputTokens;
  private final Optional<String> userId;

  private LlmRequest(Builder builder) {
    this.role = builder.role;
    this.messages = List.copyOf(builder.messages);
    this.schema = builder.schema;
    this.maxOutputTokens = builder.maxOutputTokens;
    this.userId = builder.userId;
  }

  /**
   * Starts a request.
   *
   * @param role what the call is for
   * @return a builder
   */
  public static Builder builder(LlmRole role) {
    return new Builder(role);
  }

  /**
   * What the call is for.
   *
   * @return the role
   */
  public LlmRole role() {
    return role;
  }

  /**
   * The conversation.
   *
   * @return at least one message, in order; immutable
   */
  public List<ChatMessage> messages() {
    return messages;
  }

  /**
   * The wanted form of the answer.
   *
   * @return the schema, or empty for free text
   */
  public Optional<OutputSchema> schema() {
    return schema;
  }

  /**
   * The longest answer wanted.
   *
   * @return tokens, at least 1, or empty for the provider's own bound
   */
  public OptionalInt maxOutputTokens() {
    return maxOutputTokens;
  }

  /**
   * The user that the call is for. No client sends the id itself; one can send a keyed hash of it
   * if it is told to, for bills by user.
   *
   * @return the id, or empty for a call that is for no single user
   */
  public Optional<String> userId() {
    return userId;
  }

  /**
   * This request with another bound of the answer.
   *
   * @param tokens at least 1
   * @return a copy
   * @throws IllegalArgumentException if {@code tokens} is less than 1
   */
  public LlmRequest withMaxOutputTokens(int tokens) {
    return toBuilder().maxOutputTokens(tokens).build();
  }

  /** An equal request that is another object. */
  LlmRequest copy() {
    return toBuilder().build();
  }

  private Builder toBuilder() {
    Builder copy = builder(role);
    copy.messages.addAll(messages);
    copy.schema = schema;
    copy.maxOutputTokens = maxOutputTokens;
    copy.userId = userId;
    return copy;
  }

  /**
   * The whole conversation as one text, for models that take one.
   *
   * @return the messages' texts with an empty line between them
   */
  public String prompt() {
    return String.join("\n\n", messages.stream().map(ChatMessage::text).toList());
  }

  /**
   * Equal conversations with equal settings; role and user do not count, the model sees neither.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof LlmRequest that
        && messages.equals(that.messages)
        && schema.equals(that.schema)
        && maxOutputTokens.equals(that.maxOutputTokens);
  }

  @Override
  public int hashCode() {
    return Objects.hash(messages, schema, maxOutputTokens);
  }

  @Override
  public String toString() {
    return "LlmRequest[" + role + ", " + messages + "]";
  }

  /** Builds an {@link LlmRequest}. Not thread-safe. */
  public static final class Builder {
    private final LlmRole role;
    private final List<ChatMessage> messages = new ArrayList<>();
    private Optional<OutputSchema> schema = Optional.empty();
    private OptionalInt maxOutputTokens = OptionalInt.empty();
    private Optional<String> userId = Optional.empty();

    private Builder(LlmRole role) {
      this.role = Objects.requireNonNull(role, "role");
    }

    /**
     * Adds a standing instruction.
     *
     * @param text the instruction
     * @return this builder
     */
    public Builder system(String text) {
      messages.add(ChatMessage.system(text));
      return this;
    }

    /**
     * Adds a question.
     *
     * @param text the question
     * @return this builder
     */
    public Builder user(String text) {
      messages.add(ChatMessage.user(text));
      return this;
    }

    /**
     * Adds a message.
     *
     * @param message the message
     * @return this builder
     */
    public Builder message(ChatMessage message) {
      messages.add(Objects.requireNonNull(message, "message"));
      return this;
    }

    /**
     * Asks for an answer of a form; default: free text.
     *
     * @param schema the form
     * @return this builder
     */
    public Builder schema(OutputSchema schema) {
      this.schema = Optional.of(schema);
      return this;
    }

    /**
     * Bounds the answer; default: the provider's own bound.
     *
     * @param tokens at least 1
     * @return this builder
     * @throws IllegalArgumentException if {@code tokens} is less than 1
     */
    public Builder maxOutputTokens(int tokens) {
      if (tokens < 1) {
        throw new IllegalArgumentException("maxOutputTokens must be at least 1, was " + tokens);
      }
      this.maxOutputTokens = OptionalInt.of(tokens);
      return this;
    }

    /**
     * Says which user the call is for; default: none.
     *
     * @param id the user's id
     * @return this builder
     */
    public Builder userId(String id) {
      this.userId = Optional.of(id);
      return this;
    }

    /**
     * Builds the request.
     *
     * @return the request
     * @throws IllegalStateException if there is no message
     */
    public LlmRequest build() {
      if (messages.isEmpty()) {
        throw new IllegalStateException("A request needs at least one message");
      }
      return new LlmRequest(this);
    }
  }
}
