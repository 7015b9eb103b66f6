/** What a call costs in our client of OpenAI's protocol, in others, and in OkHttp alone. */
@NullMarked
package io.agp.benchmarks.clients;

import org.jspecify.annotations.NullMarked;
