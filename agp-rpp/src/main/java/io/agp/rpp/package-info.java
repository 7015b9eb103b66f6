/** RPP and RPP+: a prompt of its own for each user. Nothing is here yet. */
@NullMarked
package io.agp.rpp;

import org.jspecify.annotations.NullMarked;
