/** Shared workers of this module; not for use outside it. */
@NullMarked
package io.agp.internal;

import org.jspecify.annotations.NullMarked;
