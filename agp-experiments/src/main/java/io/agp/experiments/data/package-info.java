/** Data sets: what they hold, the readers of their formats, and how their users are split. */
@NullMarked
package io.agp.experiments.data;

import org.jspecify.annotations.NullMarked;
