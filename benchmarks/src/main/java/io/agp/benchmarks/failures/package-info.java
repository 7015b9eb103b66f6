/** What clients of OpenAI's protocol do when a server fails. */
@NullMarked
package io.agp.benchmarks.failures;

import org.jspecify.annotations.NullMarked;
