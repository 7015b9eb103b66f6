package io.agp;

import io.agp.internal.Candidates;
import io.agp.llm.TokenUsage;
import io.agp.profile.UserProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The candidates in their new order, and where that order came from. Always a permutation of the
 * candidates given: nothing lost, doubled or invented. Immutable and thread-safe.
 */
public final class Ranking {
  /** Where an order came from. */
  public enum Source {
    /** The model's answer as it stood. */
    LLM,
    /** The model's answer after repairs; {@link Ranking#repairs()} names them. */
    REPAIRED,
    /** A stored answer of the model: no call was paid for. */
    CACHE,
    /** Another order, mostly the base ranking, because of {@link Ranking#failure()}. */
    FALLBACK,
    /** The base ranking, on purpose: no model was asked. */
    BASE
  }

  /** What had to be mended in a model's answer. */
  public enum Repair {
    /** Candidates that the answer did not name follow in base order. */
    MISSING,
    /** An item was named more than once; its first place counts. */
    REPEATED,
    /** Something was named that is no candidate. */
    UNKNOWN,
    /** The answer counted from 0 where the prompt counted from 1. */
    ZERO_BASED,
    /** Items were named by title or by the caller's id instead of by number. */
    NAMED,
    /** The answer stood in prose, a code fence or another form than the one asked for. */
    WRAPPED,
    /** Of several calls behind one ranking, some failed; the order is of those that came. */
    PARTIAL
  }

  private final List<Item> candidates;
  private final int[] order;
  private final int[] ranks;
  private final List<Item> items;
  private final Source source;
  private final Set<Repair> repairs;
  private final @Nullable Throwable failure;
  private final @Nullable UserProfile profile;
  private final int calls;
  private final TokenUsage usage;
  private final List<ModelRanking> answers;

  private Ranking(Builder builder) {
    this.candidates = builder.candidates;
    this.order = builder.order;
    this.ranks = new int[order.length];
    List<Item> reordered = new ArrayList<>(order.length);
    for (int position = 0; position < order.length; position++) {
      ranks[order[position]] = position + 1;
      reordered.add(candidates.get(order[position]));
    }
    this.items = List.copyOf(reordered);
    this.source = builder.source;
    this.repairs = Set.copyOf(builder.repairs);
    this.failure = builder.failure;
    this.profile = builder.profile;
    this.calls = builder.calls;
    this.usage = builder.usage;
    this.answers = builder.answers;
  }

  /**
   * Starts a ranking of some candidates, in base order until told otherwise.
   *
   * @param candidates the candidates in base order; ids must differ; may be empty
   * @param source where the order comes from
   * @return a builder
   * @throws IllegalArgumentException if two candidates share an id
   */
  public static Builder builder(List<Item> candidates, Source source) {
    return new Builder(Candidates.checked(candidates), source);
  }

  /**
   * The base ranking, unchanged.
   *
   * @param candidates the candidates in base order
   * @return a ranking with source {@link Source#BASE}
   * @throws IllegalArgumentException if two candidates share an id
   */
  public static Ranking base(List<Item> candidates) {
    return builder(candidates, Source.BASE).build();
  }

  /**
   * The base ranking in place of one that failed.
   *
   * @param candidates the candidates in base order
   * @param failure why
   * @return a ranking with source {@link Source#FALLBACK}
   * @throws IllegalArgumentException if two candidates share an id
   */
  public static Ranking fallback(List<Item> candidates, Throwable failure) {
    return builder(candidates, Source.FALLBACK).failure(failure).build();
  }

  /**
   * Copies this ranking, to change what is said about it.
   *
   * @return a builder with everything of this ranking
   */
  public Builder toBuilder() {
    Builder copy = new Builder(candidates, source);
    copy.order = order;
    copy.repairs = EnumSet.noneOf(Repair.class);
    copy.repairs.addAll(repairs);
    copy.failure = failure;
    copy.profile = profile;
    copy.calls = calls;
    copy.usage = usage;
    copy.answers = answers;
    return copy;
  }

  /**
   * The candidates, best first.
   *
   * @return an immutable list with every candidate once; empty if there were none
   */
  public List<Item> items() {
    return items;
  }

  /**
   * The candidates as they were given.
   *
   * @return an immutable list in base order
   */
  public List<Item> candidates() {
    return candidates;
  }

  /**
   * The new order as 0-based places in the base order: the first number tells which candidate is
   * now first.
   *
   * @return a permutation of 0..k-1, a fresh array each time
   */
  public int[] order() {
    return order.clone();
  }

  /**
   * The rank of an item.
   *
   * @param itemId an item's id
   * @return 1 for the best … k, or empty if the item is not among the candidates
   */
  public OptionalInt rankOf(String itemId) {
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i).id().equals(itemId)) {
        return OptionalInt.of(ranks[i]);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Puts the caller's own objects into this order.
   *
   * @param <T> the caller's type
   * @param originals objects that stand for the candidates, in base order; as many as candidates
   * @return the same objects, best first; immutable
   * @throws IllegalArgumentException if the sizes differ
   * @throws NullPointerException if an object is {@code null}
   */
  public <T> List<T> apply(List<T> originals) {
    if (originals.size() != order.length) {
      throw new IllegalArgumentException(
          String.format(
              "This ranking orders %d candidates, was given %d objects",
              order.length, originals.size()));
    }
    List<T> reordered = new ArrayList<>(order.length);
    for (int place : order) {
      reordered.add(originals.get(place));
    }
    return List.copyOf(reordered);
  }

  /**
   * Where the order came from.
   *
   * @return the source
   */
  public Source source() {
    return source;
  }

  /**
   * What was mended in the model's answer.
   *
   * @return an immutable set; empty for an answer that needed nothing
   */
  public Set<Repair> repairs() {
    return repairs;
  }

  /**
   * Why the order is a fallback.
   *
   * @return the failure; present exactly if the source is {@link Source#FALLBACK}
   */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * The profile that the order was made with.
   *
   * @return the profile, or empty for methods that write none
   */
  public Optional<UserProfile> profile() {
    return Optional.ofNullable(profile);
  }

  /**
   * How many model calls were made for this ranking; answers from a cache count 0.
   *
   * @return 0 or more
   */
  public int calls() {
    return calls;
  }

  /**
   * What those calls used.
   *
   * @return tokens, summed over the calls that reported them
   */
  public TokenUsage usage() {
    return usage;
  }

  /**
   * The answers that the order was made of, each with the order in which its prompt showed the
   * candidates: one for a single call, several for rounds and windows, stored answers too.
   *
   * @return an immutable list; empty if no model was asked or the reranker does not tell
   */
  public List<ModelRanking> answers() {
    return answers;
  }

  /** The source, the ids in order and the repairs; no texts. */
  @Override
  public String toString() {
    return String.format(
        "Ranking[%s%s %s]",
        source, repairs.isEmpty() ? "" : repairs, items.stream().map(Item::id).toList());
  }

  /** Builds a {@link Ranking}. Not thread-safe. */
  public static final class Builder {
    private final List<Item> candidates;
    private final Source source;
    private int[] order;
    private EnumSet<Repair> repairs = EnumSet.noneOf(Repair.class);
    private @Nullable Throwable failure;
    private @Nullable UserProfile profile;
    private int calls;
    private TokenUsage usage = TokenUsage.NONE;
    private List<ModelRanking> answers = List.of();

    private Builder(List<Item> candidates, Source source) {
      this.candidates = candidates;
      this.source = Objects.requireNonNull(source, "source");
      this.order = new int[candidates.size()];
      Arrays.setAll(order, i -> i);
    }

    /**
     * Sets the order; default: base order.
     *
     * @param order 0-based places in the base order, best first. Copied
     * @return this builder
     * @throws IllegalArgumentException if it is not a permutation of 0..k-1
     */
    public Builder order(int[] order) {
      boolean[] seen = new boolean[candidates.size()];
      if (order.length != seen.length) {
        throw new IllegalArgumentException(
            "An order of " + seen.length + " candidates cannot have " + order.length + " places");
      }
      for (int place : order) {
        if (place < 0 || place >= seen.length || seen[place]) {
          throw new IllegalArgumentException(
              "Not a permutation of 0.." + (seen.length - 1) + ": " + Arrays.toString(order));
        }
        seen[place] = true;
      }
      this.order = order.clone();
      return this;
    }

    /**
     * Sets what was mended; default: nothing.
     *
     * @param repairs the repairs
     * @return this builder
     */
    public Builder repairs(Set<Repair> repairs) {
      this.repairs = EnumSet.noneOf(Repair.class);
      this.repairs.addAll(repairs);
      return this;
    }

    /**
     * Sets why the order is a fallback.
     *
     * @param failure the cause
     * @return this builder
     */
    public Builder failure(Throwable failure) {
      this.failure = Objects.requireNonNull(failure, "failure");
      return this;
    }

    /**
     * Sets the profile used; default: none.
     *
     * @param profile the profile
     * @return this builder
     */
    public Builder profile(UserProfile profile) {
      this.profile = Objects.requireNonNull(profile, "profile");
      return this;
    }

    /**
     * Sets what the ranking cost; default: nothing.
     *
     * @param calls model calls made, at least 0
     * @param usage their tokens
     * @return this builder
     * @throws IllegalArgumentException if {@code calls} is negative
     */
    public Builder cost(int calls, TokenUsage usage) {
      if (calls < 0) {
        throw new IllegalArgumentException("Calls must be at least 0, was " + calls);
      }
      this.calls = calls;
      this.usage = Objects.requireNonNull(usage, "usage");
      return this;
    }

    /**
     * Sets the answers that the order was made of; default: none is known.
     *
     * @param answers the answers, in the order in which they were asked for. Copied
     * @return this builder
     */
    public Builder answers(List<ModelRanking> answers) {
      this.answers = List.copyOf(answers);
      return this;
    }

    /**
     * Builds the ranking.
     *
     * @return the ranking
     * @throws IllegalStateException if the source is {@link Source#FALLBACK} without a failure, or
     *     there is a failure and the source is another
     */
    public Ranking build() {
      if ((source == Source.FALLBACK) != (failure != null)) {
        throw new IllegalStateException(
            "A ranking has a failure exactly if its source is FALLBACK; source "
                + source
                + ", failure "
                + failure);
      }
      return new Ranking(this);
    }
  }
}
