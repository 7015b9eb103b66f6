package io.agp.experiments.report;

/** What is done with items of a user's history in the run of another program. */
public enum HistoryItems {
  /**
   * They keep their place, as trec_eval would have it: a run that lists what the user already had
   * pays for it.
   */
  KEEP,

  /** They are taken out, and what stands behind them moves up: as if the run had left them out. */
  REMOVE
}
