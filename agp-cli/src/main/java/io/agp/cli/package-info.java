/**
 * The {@code agp} command: data, base recommenders, learning, evaluating and reranking from the
 * shell.
 */
@NullMarked
package io.agp.cli;

import org.jspecify.annotations.NullMarked;
