package io.agp;

import java.util.Objects;

/** What became of one ranking of a batch. */
public sealed interface RerankOutcome {
  /**
   * The ranking, or the failure thrown.
   *
   * @return the ranking
   * @throws IllegalStateException if the ranking failed; its cause is the failure
   */
  Ranking orElseThrow();

  /**
   * A ranking.
   *
   * @param ranking the ranking
   */
  record Success(Ranking ranking) implements RerankOutcome {
    /**
     * Checks that it is there.
     *
     * @param ranking the ranking
     */
    public Success {
      Objects.requireNonNull(ranking, "ranking");
    }

    @Override
    public Ranking orElseThrow() {
      return ranking;
    }
  }

  /**
   * No ranking.
   *
   * @param cause why
   */
  record Failure(Throwable cause) implements RerankOutcome {
    /**
     * Checks that it is there.
     *
     * @param cause why
     */
    public Failure {
      Objects.requireNonNull(cause, "cause");
    }

    @Override
    public Ranking orElseThrow() {
      throw new IllegalStateException("The ranking failed: " + cause.getMessage(), cause);
    }
  }
}
