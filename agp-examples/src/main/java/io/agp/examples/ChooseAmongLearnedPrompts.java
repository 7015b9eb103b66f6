package io.agp.examples;

import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.llm.LlmClient;
import io.agp.optimize.AgpOptimizer;
import io.agp.optimize.LearnedPrompt;
import io.agp.optimize.TrainingData;
import io.agp.profile.LlmProfileGenerator;
import io.agp.profile.ProfileGenerator;
import io.agp.profile.ProfileStore;
import io.agp.profile.StoredProfiles;
import io.agp.rpp.ActionSpace;
import io.agp.rpp.Domain;
import io.agp.rpp.HashingSentenceEncoder;
import io.agp.rpp.ItemEncoder;
import io.agp.rpp.ProfilePatterns;
import io.agp.rpp.Projection;
import io.agp.rpp.RppOptimizer;
import io.agp.rpp.RppPolicy;
import io.agp.rpp.RppReranker;
import io.agp.rpp.SentenceEncoder;
import io.agp.rpp.UserEncoder;
import java.util.List;

/**
 * Puts both methods together: AGP learns a prompt that writes profiles, and RPP learns for whom a
 * profile by this prompt, by the first one or none helps, beside the other sentences. A profile is
 * written once for a user and prompt and kept, so the calls for profiles are bounded and counted;
 * if one fails, the ranking goes without it, and that is counted as well.
 *
 * <p>Without {@code OPENAI_API_KEY} a simulated model answers.
 */
public final class ChooseAmongLearnedPrompts {
  private ChooseAmongLearnedPrompts() {}

  /**
   * Runs the example.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    Models.run(Films.all(), ChooseAmongLearnedPrompts::run);
  }

  static String run(LlmClient llm) {
    List<LabelledUser> train = Films.users("train-", 40, 1);
    List<LabelledUser> validation = Films.users("validation-", 40, 2);
    TrainingData data = TrainingData.of(train, validation);

    LearnedPrompt learned = AgpOptimizer.builder(llm).epochs(2).build().optimize(data);
    ActionSpace space =
        ProfilePatterns.withPrompts(
            ActionSpace.of(Domain.MOVIES), List.of(learned.initial(), learned.prompt()));

    SentenceEncoder sentences = new HashingSentenceEncoder();
    Projection to64 = Projection.random(sentences.dimensions(), 64, 1);
    UserEncoder users = UserEncoder.ofText(sentences, 5).projected(to64);
    ItemEncoder items = ItemEncoder.ofText(sentences).projected(to64);
    ProfileGenerator profiles =
        new StoredProfiles(new LlmProfileGenerator(llm, 5), ProfileStore.inMemory(100_000));
    RppPolicy policy =
        RppOptimizer.builder(llm, space, users, items)
            .profiles(profiles)
            .iterations(9)
            .build()
            .optimize(data);

    RppReranker reranker = RppReranker.builder(llm, policy).profiles(profiles).build();
    Ranking ranking = reranker.withFallback().rerank(Films.westernFan(), Films.mixed());
    return String.join(
        "\n",
        "Learning asked for " + policy.learnedOn().get("profileCalls") + " profiles",
        ranking.source() + ", best: " + ranking.items().get(0).title(),
        reranker.counts().toString());
  }
}
