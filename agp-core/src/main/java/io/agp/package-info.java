/** What a user types first: users, items, rankings and the reranker that orders them. */
@NullMarked
package io.agp;

import org.jspecify.annotations.NullMarked;
