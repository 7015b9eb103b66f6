/**
 * Asynchronous steps as clients, rerankers and optimizers take them: a bounded number at a time,
 * and cancelled with what waits for them.
 */
@NullMarked
package io.agp.concurrent;

import org.jspecify.annotations.NullMarked;
