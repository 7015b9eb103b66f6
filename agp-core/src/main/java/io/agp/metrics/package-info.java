/** Ranking metrics, evaluation over a fixed set of users, and paired bootstrap. */
@NullMarked
package io.agp.metrics;

import org.jspecify.annotations.NullMarked;
