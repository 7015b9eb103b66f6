package io.agp.experiments.learned;

/**
 * An epoch that has ended. Immutable and thread-safe.
 *
 * @param recommender what is trained
 * @param epoch its number, from 1
 * @param epochs the most there will be
 * @param loss the mean loss of the epoch
 * @param ndcg NDCG@10 on the validation items, all items ranked, those of the history removed; 0 if
 *     there is no validation item
 * @param bestEpoch the epoch with the highest NDCG@10 so far
 * @param bestNdcg its NDCG@10
 */
public record TrainingProgress(
    String recommender,
    int epoch,
    int epochs,
    double loss,
    double ndcg,
    int bestEpoch,
    double bestNdcg) {}
