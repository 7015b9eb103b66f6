package io.agp.testkit;

/** What a prompt asks for. */
enum Task {
  PROFILE,
  RANK,
  CRITIQUE,
  SUMMARISE,
  EDIT,
  REWORD,
  UNKNOWN
}
