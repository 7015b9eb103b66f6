package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.User;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmRole;
import io.agp.optimize.TrainingData;
import io.agp.prompt.Prompt;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users whose relevant item the model finds by the description of one prompt, not the other's. */
class ProfilePromptLearningTest {
  private static final TrainingData DATA =
      TrainingData.of(TinyWorld.users("t", 20), TinyWorld.users("v", 6));
  private static final ActionSpace SPACE =
      ProfilePatterns.withPrompts(
          TinyWorld.SPACE, List.of(Prompt.of("Name the colours."), Prompt.of("Name the sounds.")));
  private static final int PROFILE = 1;

  @TempDir Path folder;

  /** Answers ranking calls by what is shown, and profile calls by what the prompt asks. */
  private static Model model(Predicate<LlmRequest> profileFails) {
    return new Model(
        request -> {
          if (request.role() != LlmRole.PROFILE) {
            return CompletableFuture.completedFuture(Model.response(ranked(request)));
          }
          return profileFails.test(request)
              ? CompletableFuture.failedFuture(new LlmException.Server("down", null))
              : CompletableFuture.completedFuture(
                  Model.response(request.prompt().contains("colours") ? "Likes red." : "Hums."));
        });
  }

  private static String ranked(LlmRequest request) {
    String user = TinyWorld.userOf(request);
    boolean even = (user.charAt(user.length() - 1) - '0') % 2 == 0;
    boolean helped = request.prompt().contains(even ? "Likes red." : "Hums.");
    return TinyWorld.answer(request, TinyWorld.relevantLetter(user), helped);
  }

  private static RppOptimizer.Builder optimizer(Model model) {
    return RppOptimizer.builder(model, SPACE, TinyWorld.userEncoder(), TinyWorld.itemEncoder())
        .sentenceEncoder(TinyWorld.SENTENCES);
  }

  private static long profileCalls(Model model) {
    return model.requests.stream().filter(request -> request.role() == LlmRole.PROFILE).count();
  }

  private static int promptFor(RppPolicy policy, String user) {
    return policy.firstPrompt(TinyWorld.user(user)).choices()[PROFILE];
  }

  @Test
  void eachUserGetsTheProfilePromptThatSuitsThem() {
    Model model = model(request -> false);
    RppPolicy policy = optimizer(model).build().optimize(DATA);

    assertThat(promptFor(policy, "new0")).isEqualTo(1);
    assertThat(promptFor(policy, "new1")).isEqualTo(2);
    assertThat(policy.learnedOn())
        .containsEntry("profileCalls", Long.toString(profileCalls(model)))
        .containsEntry("failedProfileCalls", "0");
    assertThat(profileCalls(model)).isBetween(26L, 2L * 26);
  }

  @Test
  void aSavedPolicyWritesTheSameProfiles() {
    RppPolicy policy = optimizer(model(request -> false)).build().optimize(DATA);
    Path file = folder.resolve("policy.json");
    policy.save(file);
    RppPolicy loaded =
        RppPolicy.load(file, TinyWorld.userEncoder(), TinyWorld.itemEncoder(), TinyWorld.SENTENCES);
    LabelledUser user = TinyWorld.users("new", 1).get(0);

    RppReranker reranker = RppReranker.builder(model(request -> false), loaded).rounds(1).build();
    Ranking first = reranker.rerank(user.user(), user.candidates());
    Ranking second = reranker.rerank(user.user(), user.candidates());

    assertThat(first.profile().orElseThrow().text()).isEqualTo("Likes red.");
    assertThat(user.gains()).containsKey(first.items().get(0).id());
    assertThat(first.calls()).isEqualTo(2);
    assertThat(second.calls()).isEqualTo(1);
    assertThat(reranker.counts()).isEqualTo(new RppReranker.Counts(2, 0, 0, 0, 0, 1, 0));
  }

  @Test
  void aFailedProfileIsServedWithoutAndCounted() {
    RppPolicy policy = optimizer(model(request -> false)).build().optimize(DATA);
    LabelledUser user = TinyWorld.users("new", 1).get(0);
    RppReranker reranker = RppReranker.builder(model(request -> true), policy).rounds(1).build();

    Ranking ranking = reranker.rerank(user.user(), user.candidates());

    assertThat(ranking.source()).isEqualTo(Ranking.Source.LLM);
    assertThat(ranking.profile()).isEmpty();
    assertThat(ranking.calls()).isEqualTo(2);
    assertThat(reranker.counts()).isEqualTo(new RppReranker.Counts(1, 0, 0, 0, 1, 1, 1));
  }

  @Test
  void aFailedProfileInLearningTeachesNothing() {
    AtomicInteger asked = new AtomicInteger();
    Model model = model(request -> asked.incrementAndGet() <= 5);
    RppPolicy policy =
        optimizer(model).iterations(1).build().optimize(TrainingData.of(DATA.train(), List.of()));

    assertThat(policy.learnedOn())
        .containsEntry("failedProfileCalls", "5")
        .containsEntry("failedCalls", "5")
        .containsEntry("incompletePrompts", "5");
    assertThat(model.requests.size() - profileCalls(model)).isEqualTo(15);
  }

  @Test
  void enumerationPaysForProfilesToo() {
    Model model = model(request -> false);
    FixedPromptPolicy best =
        EnumerationOptimizer.builder(model, SPACE)
            .prompts(List.of(RppPrompt.manual(SPACE), RppPrompt.first(SPACE, 0, 1, 0, 0)))
            .build()
            .optimize(DATA);

    assertThat(best.prompt().choices()[PROFILE]).isEqualTo(1);
    int learning = Integer.parseInt(best.learnedOn().get("calls"));
    int validation = Integer.parseInt(best.learnedOn().get("validationCalls"));
    assertThat(learning + validation).isEqualTo(model.requests.size());
  }

  @Test
  void attributesAreLearnedFromAsWell() {
    ActionSpace told = ProfilePatterns.withAttributes(TinyWorld.SPACE, "age");
    Model model =
        new Model(
            request -> {
              String user = TinyWorld.userOf(request);
              boolean even = (user.charAt(user.length() - 1) - '0') % 2 == 0;
              boolean shown = request.prompt().contains("\"age\":\"24\"");
              return CompletableFuture.completedFuture(
                  Model.response(
                      TinyWorld.answer(request, TinyWorld.relevantLetter(user), shown == even)));
            });
    List<LabelledUser> aged =
        TinyWorld.users("t", 20).stream()
            .map(u -> new LabelledUser(u.user().with("age", "24"), u.candidates(), u.gains()))
            .toList();

    RppPolicy policy =
        RppOptimizer.builder(model, told, TinyWorld.userEncoder(), TinyWorld.itemEncoder())
            .sentenceEncoder(TinyWorld.SENTENCES)
            .build()
            .optimize(TrainingData.of(aged, List.of()));

    assertThat(promptFor(policy, "new0")).isEqualTo(1);
    assertThat(promptFor(policy, "new1")).isZero();
    assertThat(policy.learnedOn()).containsEntry("incompletePrompts", "0");
    User unaged = TinyWorld.user("new0");
    RppReranker reranker = RppReranker.builder(model, policy).build();
    reranker.rerank(unaged, TinyWorld.users("new", 1).get(0).candidates());
    assertThat(reranker.counts().incomplete()).isEqualTo(1);
  }
}
