/** Readers: data sets in the formats of the field, and files of candidates. */
@NullMarked
package io.agp.experiments.read;

import org.jspecify.annotations.NullMarked;
