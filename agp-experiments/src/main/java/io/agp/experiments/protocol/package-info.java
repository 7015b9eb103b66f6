/** Protocols: which users are drawn, and which candidates each of them gets. */
@NullMarked
package io.agp.experiments.protocol;

import org.jspecify.annotations.NullMarked;
