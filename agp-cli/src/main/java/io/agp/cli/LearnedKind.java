package io.agp.cli;

import io.agp.optimize.RegistryEntry;

/** The kinds of files that {@code agp train} adds to a registry. */
enum LearnedKind {
  PROMPT("agp-prompt-", "agp", "prompt.json"),
  FIXED("agp-fixed-prompt-", "fixed", "policy.json"),
  POLICY("agp-rpp-policy-", "rpp", "policy.json");

  private final String format;
  private final String method;
  private final String file;

  LearnedKind(String format, String method, String file) {
    this.format = format;
    this.method = method;
    this.file = file;
  }

  static LearnedKind of(RegistryEntry entry) {
    for (LearnedKind kind : values()) {
      if (entry.kind().startsWith(kind.format)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        entry.file() + " is of a kind that this command does not know, " + entry.kind());
  }

  /** The name of its method in an evaluation. */
  String method() {
    return method;
  }

  /** The name of its file in a run's folder. */
  String file() {
    return file;
  }
}
