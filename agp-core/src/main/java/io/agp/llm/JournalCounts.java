package io.agp.llm;

/**
 * What a journal held when it was opened. Immutable and thread-safe.
 *
 * @param answers calls that were answered; none of them is sent again
 * @param failures calls that failed
 * @param unanswered calls that were sent and of whose end nothing is known, as the process ended;
 *     they may have been paid for, and are sent again; at least 0
 * @param tornBytes bytes of a last line that was being written and was cut off; 0 if there was none
 */
public record JournalCounts(long answers, long failures, long unanswered, long tornBytes) {}
