/**
 * Language models: the client interface, requests, responses, errors, and decorators for any
 * client.
 */
@NullMarked
package io.agp.llm;

import org.jspecify.annotations.NullMarked;
