package io.agp.prompt;

import io.agp.llm.LlmRequest;
import io.agp.llm.LlmRole;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How a model is asked in one role: a standing instruction and a question with placeholders. The
 * library brings one for each role; all can be replaced. Immutable and thread-safe.
 */
public final class RoleTemplate {
  private final LlmRole role;
  private final String system;
  private final PromptTemplate question;

  private RoleTemplate(LlmRole role, String system, PromptTemplate question) {
    this.role = role;
    this.system = system;
    this.question = question;
  }

  /**
   * Asks for a user's profile.
   *
   * @return a template with {@code prompt} (the profile-generation prompt) and {@code history}
   */
  public static RoleTemplate profile() {
    return resource(LlmRole.PROFILE, "profile");
  }

  /**
   * Asks for a ranking by a profile.
   *
   * @return a template with {@code profile} and {@code candidates}
   */
  public static RoleTemplate rerank() {
    return resource(LlmRole.RERANK, "rerank");
  }

  /**
   * Asks for a ranking by the history (LLM-Dir).
   *
   * @return a template with {@code history} and {@code candidates}
   */
  public static RoleTemplate direct() {
    return resource(LlmRole.RERANK, "direct");
  }

  /**
   * Asks for a ranking by the history after some thought (LLM-CoT).
   *
   * @return a template with {@code history} and {@code candidates}
   */
  public static RoleTemplate chainOfThought() {
    return resource(LlmRole.RERANK, "chain-of-thought");
  }

  /**
   * Asks why a profile misled a ranking.
   *
   * @return a template with {@code prompt}, {@code history}, {@code profile}, {@code ranking} and
   *     {@code feedback}
   */
  public static RoleTemplate critique() {
    return resource(LlmRole.CRITIQUE, "critique");
  }

  /**
   * Asks for one instruction from many critiques.
   *
   * @return a template with {@code critiques}
   */
  public static RoleTemplate summarise() {
    return resource(LlmRole.SUMMARISE, "summarise");
  }

  /**
   * Asks for an edited prompt.
   *
   * @return a template with {@code prompt}, {@code instruction}, {@code strength} (1..10), {@code
   *     errorRate} (percent) and {@code limit} (words)
   */
  public static RoleTemplate edit() {
    return resource(LlmRole.EDIT, "edit");
  }

  private static RoleTemplate resource(LlmRole role, String name) {
    String text = PromptTemplate.resourceText("prompts/" + name + ".txt");
    int line = text.indexOf("\n---\n");
    PromptTemplate question = PromptTemplate.of(text.substring(line + 5));
    return new RoleTemplate(role, text.substring(0, line), question);
  }

  /**
   * What the template is for.
   *
   * @return the role
   */
  public LlmRole role() {
    return role;
  }

  /**
   * The placeholders of the question.
   *
   * @return an immutable set of names
   */
  public Set<String> placeholders() {
    return question.placeholders();
  }

  /**
   * This template with a standing instruction of yours.
   *
   * @param instruction the instruction; may be empty, then none is sent
   * @return a new template
   */
  public RoleTemplate withSystem(String instruction) {
    return new RoleTemplate(role, Objects.requireNonNull(instruction, "instruction"), question);
  }

  /**
   * This template with a question of yours.
   *
   * @param text the question, with the same placeholders, each written {@code {{name}}}
   * @return a new template
   * @throws IllegalArgumentException if a placeholder is missing or another occurs
   */
  public RoleTemplate withQuestion(String text) {
    return new RoleTemplate(role, system, PromptTemplate.of(text, question.placeholders()));
  }

  /**
   * Fills the template.
   *
   * @param values a value for each placeholder and nothing else
   * @return a request that can be completed further
   * @throws IllegalArgumentException if a value is missing or has no placeholder
   */
  public LlmRequest.Builder request(Map<String, String> values) {
    LlmRequest.Builder request = LlmRequest.builder(role);
    if (!system.isEmpty()) {
      request.system(system);
    }
    return request.user(question.fill(values));
  }
}
