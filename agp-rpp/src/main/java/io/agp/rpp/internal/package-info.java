/**
 * The networks that RPP's agents learn with, in plain Java; not API: public types here are for the
 * packages of this module and may change at any time.
 */
@NullMarked
package io.agp.rpp.internal;

import org.jspecify.annotations.NullMarked;
