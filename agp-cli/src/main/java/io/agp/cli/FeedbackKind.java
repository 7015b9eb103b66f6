package io.agp.cli;

import io.agp.feedback.FeedbackEncoder;

/** What AGP's critic is told of a ranking. */
enum FeedbackKind {
  /** Where each relevant item is and should be. */
  POSITIONS,
  /** Which candidates stand above a relevant one. */
  PAIRWISE,
  /** The metric and no position, for the ablation. */
  METRIC,
  /** Positions, weighted, and where a clicked item had been shown. */
  CLICKS;

  FeedbackEncoder encoder(int topK) {
    return switch (this) {
      case POSITIONS -> FeedbackEncoder.positions();
      case PAIRWISE -> FeedbackEncoder.pairwise();
      case METRIC -> FeedbackEncoder.metricOnly(topK);
      case CLICKS -> FeedbackEncoder.clicks();
    };
  }
}
