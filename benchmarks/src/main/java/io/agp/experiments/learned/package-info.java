/**
 * JMH benchmarks of the trained recommenders, in their package because their workers are hidden.
 */
@NullMarked
package io.agp.experiments.learned;

import org.jspecify.annotations.NullMarked;
