/** Prompts: their text and identity, templates, and the policy that picks one for a user. */
@NullMarked
package io.agp.prompt;

import org.jspecify.annotations.NullMarked;
