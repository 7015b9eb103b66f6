/** Base recommenders: they make the lists that rerankers reorder. */
@NullMarked
package io.agp.experiments.recommend;

import org.jspecify.annotations.NullMarked;
