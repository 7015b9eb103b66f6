/** User profiles: how one is written from a history, and where it is kept. */
@NullMarked
package io.agp.profile;

import org.jspecify.annotations.NullMarked;
