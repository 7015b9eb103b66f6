package io.agp.llm;

/** What a call is for; counted and reported by role, never part of what the model sees. */
public enum LlmRole {
  /** Writing a user's profile from the history. */
  PROFILE,
  /** Ordering the candidates. */
  RERANK,
  /** Saying why a profile missed the relevant item. */
  CRITIQUE,
  /** Making one general instruction of a batch's critiques. */
  SUMMARISE,
  /** Rewriting the prompt as the instruction says. */
  EDIT,
  /** Anything else. */
  OTHER
}
