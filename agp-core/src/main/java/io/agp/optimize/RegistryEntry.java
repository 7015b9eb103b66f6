package io.agp.optimize;

import io.agp.metrics.PairedBootstrap;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something learned that a {@link PromptRegistry} keeps, and where it comes from. Immutable and
 * thread-safe.
 *
 * @param id its identity by content, 64 hexadecimal digits: a prompt's {@link
 *     io.agp.prompt.Prompt#hash()}, or the SHA-256 of the file
 * @param kind what the file is, by its own word: "agp-prompt-1" for a {@link LearnedPrompt}
 * @param created when it was added
 * @param file the file, as it was saved; not to be changed
 * @param origin where it comes from
 */
public record RegistryEntry(String id, String kind, Instant created, Path file, Origin origin) {
  /**
   * Checks that nothing is {@code null}.
   *
   * @param id its identity by content
   * @param kind what the file is
   * @param created when it was added
   * @param file the file
   * @param origin where it comes from
   */
  public RegistryEntry {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(origin, "origin");
  }

  /**
   * The start of the id, for people to read.
   *
   * @return 12 hexadecimal digits
   */
  public String shortId() {
    return id.substring(0, 12);
  }

  /**
   * Where something learned comes from.
   *
   * @param method what learned it: "AGP", "RPP", "GRIPS" …
   * @param model who answered, for example "simulated"; empty if it is not known
   * @param parent the id of what it was edited from; empty for what was not edited
   * @param run which run, in the words of the caller, for example its folder
   * @param reason why it was kept, for people to read
   * @param score how it scored on validation users, if it met them
   */
  public record Origin(
      String method,
      String model,
      Optional<String> parent,
      String run,
      String reason,
      Optional<Score> score) {
    /**
     * Checks that nothing is {@code null}.
     *
     * @param method what learned it
     * @param model who answered
     * @param parent the id of what it was edited from
     * @param run which run
     * @param reason why it was kept
     * @param score how it scored on validation users
     */
    public Origin {
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(model, "model");
      Objects.requireNonNull(parent, "parent");
      Objects.requireNonNull(run, "run");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(score, "score");
    }
  }

  /**
   * A score on validation users. They also chose what was learned, so it is optimistic.
   *
   * @param ndcg the mean NDCG@k
   * @param n the number of users, at least 0
   * @param gain the difference to something else, if it was measured
   */
  public record Score(double ndcg, int n, Optional<Gain> gain) {
    /**
     * Checks that nothing is {@code null}.
     *
     * @param ndcg the mean NDCG@k
     * @param n the number of users
     * @param gain the difference to something else
     */
    public Score {
      Objects.requireNonNull(gain, "gain");
    }
  }

  /**
   * A paired difference in NDCG@k.
   *
   * @param over the id of what it was compared with
   * @param difference the difference with its 95 % interval
   */
  public record Gain(String over, PairedBootstrap difference) {
    /**
     * Checks that nothing is {@code null}.
     *
     * @param over the id of what it was compared with
     * @param difference the difference
     */
    public Gain {
      Objects.requireNonNull(over, "over");
      Objects.requireNonNull(difference, "difference");
    }
  }
}
