package io.agp.testkit;

/**
 * What is hidden in a user.
 *
 * @param shortTerm whether the last items tell the taste; else most of the history does
 * @param role the sentence that suits
 * @param reasoning the kind of sentences that suits
 * @param format the sentence that suits
 */
record PlantedType(boolean shortTerm, int role, int reasoning, int format) {}
