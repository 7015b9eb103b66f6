/** The chat-completions client for OpenAI and every server that speaks its protocol. */
@NullMarked
package io.agp.llm.openai;

import org.jspecify.annotations.NullMarked;
