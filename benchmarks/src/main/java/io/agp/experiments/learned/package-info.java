/** JMH benchmarks of training base recommenders, in the package of what they look into. */
@NullMarked
package io.agp.experiments.learned;

import org.jspecify.annotations.NullMarked;
