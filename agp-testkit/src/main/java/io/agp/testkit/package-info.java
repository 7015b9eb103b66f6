/**
 * Language-model doubles for tests and offline runs: simulated, scripted, faulty, and a simulated
 * server.
 */
@NullMarked
package io.agp.testkit;

import org.jspecify.annotations.NullMarked;
