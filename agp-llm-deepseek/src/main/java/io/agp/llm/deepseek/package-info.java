/** The client for DeepSeek's own service. */
@NullMarked
package io.agp.llm.deepseek;

import org.jspecify.annotations.NullMarked;
