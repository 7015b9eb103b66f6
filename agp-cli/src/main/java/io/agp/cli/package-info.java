/** The {@code agp} command: learns, evaluates and reranks from the shell. */
@NullMarked
package io.agp.cli;

import org.jspecify.annotations.NullMarked;
