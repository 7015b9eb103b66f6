/** Base recommenders by name. */
@NullMarked
package io.agp.experiments;

import org.jspecify.annotations.NullMarked;
