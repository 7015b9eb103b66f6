/**
 * Base recommenders that are trained: BPR-MF, LightGCN and SASRec over flat float arrays, with
 * early stopping, checkpoints and files of their weights.
 */
@NullMarked
package io.agp.experiments.learned;

import org.jspecify.annotations.NullMarked;
