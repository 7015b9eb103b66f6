/** Learning: training data, acceptance rules, guards, and the AGP optimizer. */
@NullMarked
package io.agp.optimize;

import org.jspecify.annotations.NullMarked;
