/** The contract of chat-completions clients as a test that any client can be put to. */
@NullMarked
package io.agp.testkit.contract;

import org.jspecify.annotations.NullMarked;
