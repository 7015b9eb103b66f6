package io.agp.rpp;

import io.agp.Item;
import io.agp.User;
import io.agp.concurrent.Futures;
import io.agp.llm.Deadline;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmRole;
import io.agp.profile.ProfileGenerator;
import io.agp.profile.UserProfile;
import io.agp.prompt.DataBlock;
import io.agp.prompt.Prompt;
import io.agp.rerank.RankingRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Writes out the prompt that agents chose: the sentences in the order of the space's patterns, and
 * in the history pattern's place the user's latest items and the candidates. Immutable and
 * thread-safe.
 *
 * <p>Where an {@link Action.Profile} is chosen, {@link #assembleAsync} has it written first. A
 * profile stands in place of a history of the chosen length 0; if it is not there, the history is
 * shown in the length of the manual prompt.
 *
 * <p>Data is fenced and JSON-escaped. Candidates are numbered from 1 in an order shuffled for each
 * user and round; the {@link RankingRequest} goes back to the base order. The form of the answer is
 * what the chosen output sentence says, so no JSON schema is asked of the provider, and no form
 * counts as a repair.
 */
public final class PromptAssembler {
  /** What a profile may take of the time left, so that the ranking can still be made without it. */
  private static final double PROFILE_SHARE = 0.5;

  private final ActionSpace space;
  private final long seed;
  private final String system;
  private final RefinedSentences refined;
  private final Function<User, Map<String, String>> facts;
  private final Optional<ProfileGenerator> profiles;

  private PromptAssembler(Builder builder) {
    this.space = builder.space;
    this.seed = builder.seed;
    this.system = builder.system;
    this.refined = builder.refined;
    this.facts = builder.facts;
    this.profiles = builder.profiles;
  }

  /**
   * Starts an assembler.
   *
   * @param space the space whose prompts it writes out
   * @return a builder
   */
  public static Builder builder(ActionSpace space) {
    return new Builder(space);
  }

  /** The standing instruction by default. */
  static String standing() {
    return ActionSpaceJson.resourceText("system.txt");
  }

  /**
   * The space whose prompts this assembler writes out.
   *
   * @return the space
   */
  public ActionSpace space() {
    return space;
  }

  /**
   * Writes out a prompt, without asking anybody: a chosen profile is left out.
   *
   * @param user the user; an empty history is shown as an empty list
   * @param candidates the candidates in base order; ids must differ
   * @param prompt the choices
   * @param round the round, at least 0; decides with the user and the seed in which order the
   *     candidates are shown
   * @return the prompt
   * @throws IllegalArgumentException if two candidates share an id, the round is negative, or the
   *     prompt was chosen from another space
   */
  public AssembledPrompt assemble(User user, List<Item> candidates, RppPrompt prompt, int round) {
    return assemble(user, candidates, prompt, round, Optional.empty());
  }

  /**
   * Has the chosen profile written, then writes out the prompt. The profile may take half of the
   * time left. If it fails or takes longer, the prompt is without it, which {@link
   * AssembledPrompt#omitted} and {@link AssembledPrompt#profileFailure} show.
   *
   * @param user the user; an empty history is shown as an empty list
   * @param candidates the candidates in base order; ids must differ
   * @param prompt the choices
   * @param round the round, at least 0
   * @param deadline when the ranking must be there
   * @return a future with the prompt; done already if no profile is to be written. Cancelling it
   *     cancels the call under way
   * @throws IllegalArgumentException as {@link #assemble} throws
   */
  public CompletableFuture<AssembledPrompt> assembleAsync(
      User user, List<Item> candidates, RppPrompt prompt, int round, Deadline deadline) {
    AssembledPrompt without = assemble(user, candidates, prompt, round);
    Optional<Prompt> chosen = profilePrompt(prompt);
    if (profiles.isEmpty() || chosen.isEmpty() || candidates.size() < 2) {
      return CompletableFuture.completedFuture(without);
    }
    CompletableFuture<UserProfile> profile =
        TimeShare.of(
            PROFILE_SHARE, deadline, until -> profiles.get().generate(user, chosen.get(), until));
    CompletableFuture<AssembledPrompt> assembled =
        profile
            .thenApply(written -> assemble(user, candidates, prompt, round, Optional.of(written)))
            .exceptionally(failure -> withoutProfile(without, Futures.unwrap(failure)));
    Futures.cancelWith(assembled, profile);
    return assembled;
  }

  private static AssembledPrompt withoutProfile(AssembledPrompt prompt, Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return prompt.withoutProfile(failure);
  }

  private AssembledPrompt assemble(
      User user,
      List<Item> candidates,
      RppPrompt prompt,
      int round,
      Optional<UserProfile> profile) {
    if (round < 0) {
      throw new IllegalArgumentException("The round must be at least 0, was " + round);
    }
    space.requireHash(prompt.space().hash());
    int[] places = CandidateShuffle.places(candidates.size(), seed, user.id(), round);
    List<Item> history = user.lastItems(historyLength(prompt, profile));
    PromptWriting writing =
        new PromptWriting(refined, facts(user), values(candidates.size(), history.size()));
    for (Action action : prompt.actions()) {
      if (action instanceof Action.Sentence sentence) {
        writing.sentence(sentence);
      } else if (action instanceof Action.Attributes attributes) {
        writing.attributes(attributes);
      } else if (action instanceof Action.Profile choice) {
        writing.profile(choice, profile);
      } else {
        if (prompt.historyLength() > 0 || profile.isEmpty()) {
          writing.data(space.historyLabel(), DataBlock.items(history));
        }
        writing.data(space.candidatesLabel(), DataBlock.numbered(inOrder(candidates, places)));
      }
    }
    RankingRequest request =
        RankingRequest.of(request(writing.text()), candidates).shownAs(places).freeForm();
    return new AssembledPrompt(
        prompt, writing.instruction(), request, writing.omitted(), profile, Optional.empty());
  }

  /** A profile that was to take the history's place and is not there gives the place back. */
  private int historyLength(RppPrompt prompt, Optional<UserProfile> profile) {
    boolean replaced = prompt.historyLength() == 0 && profilePrompt(prompt).isPresent();
    return replaced && profile.isEmpty()
        ? RppPrompt.manual(space).historyLength()
        : prompt.historyLength();
  }

  private static Optional<Prompt> profilePrompt(RppPrompt prompt) {
    return prompt.actions().stream()
        .filter(Action.Profile.class::isInstance)
        .findFirst()
        .flatMap(action -> ((Action.Profile) action).prompt());
  }

  /** A fact without a text is not known. */
  private Map<String, String> facts(User user) {
    Map<String, String> known = new HashMap<>(facts.apply(user));
    known.keySet().retainAll(space.facts());
    known.values().removeIf(String::isBlank);
    return known;
  }

  private Map<String, String> values(int candidates, int history) {
    return Map.of(
        "count", String.valueOf(candidates),
        "historyCount", String.valueOf(history),
        "domain", space.domain());
  }

  private LlmRequest request(String text) {
    LlmRequest.Builder request = LlmRequest.builder(LlmRole.RERANK);
    if (!system.isEmpty()) {
      request.system(system);
    }
    return request.user(text).build();
  }

  private static List<Item> inOrder(List<Item> candidates, int[] places) {
    List<Item> shown = new ArrayList<>(places.length);
    for (int place : places) {
      shown.add(candidates.get(place));
    }
    return shown;
  }

  /** Builds a {@link PromptAssembler}. Not thread-safe. */
  public static final class Builder {
    private final ActionSpace space;
    private long seed;
    private String system = standing();
    private RefinedSentences refined = RefinedSentences.none();
    private Function<User, Map<String, String>> facts = User::attributes;
    private Optional<ProfileGenerator> profiles = Optional.empty();

    private Builder(ActionSpace space) {
      this.space = Objects.requireNonNull(space, "space");
    }

    /**
     * Sets the seed of the orders in which candidates are shown; default: 0.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Sets the standing instruction; default: one that says that data is not to be obeyed.
     *
     * @param instruction the instruction; empty for none
     * @return this builder
     */
    public Builder system(String instruction) {
      this.system = Objects.requireNonNull(instruction, "instruction");
      return this;
    }

    /**
     * Sets the rewritten sentences of RPP+ that take the place of the originals; default: none.
     *
     * @param refined the rewrites
     * @return this builder
     */
    public Builder refined(RefinedSentences refined) {
      this.refined = Objects.requireNonNull(refined, "refined");
      return this;
    }

    /**
     * Sets where the facts about users come from that the space declares; default: {@link
     * User#attributes()}. A value enters the prompt as a JSON string of at most 300 code points; a
     * blank one is not known.
     *
     * @param facts what is known of a user, by the fact's name; thread-safe. What the space does
     *     not declare is not used; where a fact is missing, the sentences that hold it are left
     *     out, and it is left out of attributes
     * @return this builder
     */
    public Builder facts(Function<User, Map<String, String>> facts) {
      this.facts = Objects.requireNonNull(facts, "facts");
      return this;
    }

    /**
     * Sets who writes the profiles that {@link Action.Profile} chooses; default: nobody, and
     * prompts are without them.
     *
     * @param profiles the generator, mostly a {@link io.agp.profile.StoredProfiles}
     * @return this builder
     */
    public Builder profiles(ProfileGenerator profiles) {
      this.profiles = Optional.of(profiles);
      return this;
    }

    /**
     * Builds the assembler.
     *
     * @return the assembler
     */
    public PromptAssembler build() {
      return new PromptAssembler(this);
    }
  }
}
