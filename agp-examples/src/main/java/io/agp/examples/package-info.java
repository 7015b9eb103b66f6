/** One small program for each question that users ask first. */
@NullMarked
package io.agp.examples;

import org.jspecify.annotations.NullMarked;
