/** Reports: methods held against each other on the same users, as tables and files. */
@NullMarked
package io.agp.experiments.report;

import org.jspecify.annotations.NullMarked;
