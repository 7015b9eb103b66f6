/**
 * Feedback: what is told to the learner about a ranking of a user whose relevant items are known.
 */
@NullMarked
package io.agp.feedback;

import org.jspecify.annotations.NullMarked;
