/**
 * Language-model doubles for tests and offline runs: simulated, scripted, faulty, a simulated
 * server, and a world of users in which learners of prompts can be measured.
 */
@NullMarked
package io.agp.testkit;

import org.jspecify.annotations.NullMarked;
