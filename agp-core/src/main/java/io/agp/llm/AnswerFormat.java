package io.agp.llm;

/** How far the provider was asked to hold an answer to a form. */
public enum AnswerFormat {
  /** Free text: no schema was asked for, or the model takes none; nothing was checked. */
  TEXT,
  /** "A JSON object" was asked for; the answer was checked against the request's schema. */
  JSON_OBJECT,
  /** The schema itself was sent; the answer was checked against it nevertheless. */
  JSON_SCHEMA
}
