/** JMH benchmarks of what the library adds to a model call. */
@NullMarked
package io.agp.benchmarks;

import org.jspecify.annotations.NullMarked;
