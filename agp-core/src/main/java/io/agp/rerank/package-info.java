/** The rerankers, and the reader that turns any model text into a full permutation. */
@NullMarked
package io.agp.rerank;

import org.jspecify.annotations.NullMarked;
