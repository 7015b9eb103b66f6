/** Data sets: items, users and their histories, and how users are split. */
@NullMarked
package io.agp.experiments.data;

import org.jspecify.annotations.NullMarked;
