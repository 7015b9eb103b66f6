/** JMH benchmarks of the networks of RPP's agents. */
@NullMarked
package io.agp.rpp.internal;

import org.jspecify.annotations.NullMarked;
