/** RPP and RPP+: a prompt of its own for each user. */
@NullMarked
package io.agp.rpp;

import org.jspecify.annotations.NullMarked;
