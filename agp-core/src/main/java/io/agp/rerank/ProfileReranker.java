package io.agp.rerank;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.User;
import io.agp.concurrent.Futures;
import io.agp.internal.Candidates;
import io.agp.internal.PromptData;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.profile.LlmProfileGenerator;
import io.agp.profile.ProfileGenerator;
import io.agp.profile.UserProfile;
import io.agp.prompt.Prompt;
import io.agp.prompt.PromptPolicy;
import io.agp.prompt.RoleTemplate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * AGP's reranker: one call writes the user's profile with the policy's prompt, a second ranks the
 * candidates by the profile alone (equations 2 and 3 of the AGP paper). Immutable and thread-safe.
 */
public final class ProfileReranker implements Reranker {
  /** How many of the latest items the profile is written from by default: 5, as in the paper. */
  public static final int DEFAULT_HISTORY_LENGTH = 5;

  private final ProfileGenerator profiles;
  private final PromptPolicy policy;
  private final RankingCall call;

  private ProfileReranker(Builder builder, ProfileGenerator profiles) {
    this.profiles = profiles;
    this.policy = builder.policy;
    this.call = new RankingCall(builder.llm, builder.rerankTemplate, true);
  }

  /**
   * Starts a reranker.
   *
   * @param llm the model that writes profiles and ranks
   * @return a builder with the library's first prompt and templates
   */
  public static Builder builder(LlmClient llm) {
    return new Builder(llm);
  }

  @Override
  public CompletableFuture<Ranking> rerankAsync(
      User user, List<Item> candidates, Deadline deadline) {
    List<Item> checked = Candidates.checked(candidates);
    if (checked.size() < 2) {
      return CompletableFuture.completedFuture(Ranking.base(checked));
    }
    return Futures.compose(
        profiles.generate(user, policy.promptFor(user), deadline),
        profile -> rank(profile, checked, deadline));
  }

  private CompletableFuture<Ranking> rank(
      UserProfile profile, List<Item> candidates, Deadline deadline) {
    Map<String, String> values =
        Map.of(
            "profile", PromptData.text(profile.text()),
            "candidates", PromptData.numbered(candidates));
    return Futures.map(
        call.ask(profile.userId(), values, candidates, deadline),
        ranking -> withProfile(ranking, profile));
  }

  private static Ranking withProfile(Ranking ranking, UserProfile profile) {
    return ranking.toBuilder()
        .profile(profile)
        .cost(ranking.calls() + (profile.stored() ? 0 : 1), ranking.usage().plus(profile.usage()))
        .build();
  }

  /** Builds a {@link ProfileReranker}. Not thread-safe. */
  public static final class Builder {
    private final LlmClient llm;
    private PromptPolicy policy = PromptPolicy.fixed(Prompt.initialProfilePrompt());
    private int historyLength = DEFAULT_HISTORY_LENGTH;
    private RoleTemplate profileTemplate = RoleTemplate.profile();
    private RoleTemplate rerankTemplate = RoleTemplate.rerank();
    private @Nullable ProfileGenerator profiles;

    private Builder(LlmClient llm) {
      this.llm = Objects.requireNonNull(llm, "llm");
    }

    /**
     * Sets one profile-generation prompt for everybody; default: {@link
     * Prompt#initialProfilePrompt()}.
     *
     * @param prompt the prompt
     * @return this builder
     */
    public Builder prompt(Prompt prompt) {
      return policy(PromptPolicy.fixed(prompt));
    }

    /**
     * Sets which prompt is used for whom, for example a learned one.
     *
     * @param policy the policy
     * @return this builder
     */
    public Builder policy(PromptPolicy policy) {
      this.policy = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /**
     * Sets how many of the latest items the profile is written from; default: {@link
     * #DEFAULT_HISTORY_LENGTH}.
     *
     * @param length at least 1
     * @return this builder
     * @throws IllegalArgumentException if {@code length} is less than 1
     */
    public Builder historyLength(int length) {
      if (length < 1) {
        throw new IllegalArgumentException("historyLength must be at least 1, was " + length);
      }
      this.historyLength = length;
      return this;
    }

    /**
     * Sets how the model is asked for a profile; default: {@link RoleTemplate#profile()}.
     *
     * @param template a template with the same placeholders
     * @return this builder
     */
    public Builder profileTemplate(RoleTemplate template) {
      this.profileTemplate = Objects.requireNonNull(template, "template");
      return this;
    }

    /**
     * Sets how the model is asked for a ranking; default: {@link RoleTemplate#rerank()}.
     *
     * @param template a template with the same placeholders
     * @return this builder
     */
    public Builder rerankTemplate(RoleTemplate template) {
      this.rerankTemplate = Objects.requireNonNull(template, "template");
      return this;
    }

    /**
     * Sets who writes profiles, for example a {@link io.agp.profile.StoredProfiles}; default: the
     * model, for every ranking anew. The history length and profile template above are then not
     * used.
     *
     * @param profiles the generator
     * @return this builder
     */
    public Builder profiles(ProfileGenerator profiles) {
      this.profiles = Objects.requireNonNull(profiles, "profiles");
      return this;
    }

    /**
     * Builds the reranker.
     *
     * @return the reranker
     */
    public ProfileReranker build() {
      return new ProfileReranker(
          this,
          profiles != null
              ? profiles
              : new LlmProfileGenerator(llm, historyLength, profileTemplate));
    }
  }
}
