package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.LlmRequest;
import io.agp.optimize.TrainingData;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyGateTest {
  private static final TrainingData DATA =
      TrainingData.of(TinyWorld.users("t", 20), TinyWorld.users("v", 12));

  @TempDir Path folder;

  private static Model model(Function<LlmRequest, String> answers) {
    return new Model(
        request -> CompletableFuture.completedFuture(Model.response(answers.apply(request))));
  }

  /** Right for everybody whose prompt is of a kind. */
  private static Model rightIf(Predicate<String> prompt) {
    return model(
        request ->
            TinyWorld.answer(
                request,
                TinyWorld.relevantLetter(TinyWorld.userOf(request)),
                prompt.test(request.prompt())));
  }

  private static String first(RppPolicy policy, String user) {
    return policy.firstPrompt(TinyWorld.user(user)).toString();
  }

  @Test
  void promptsOfUsersOwnAreServedWhereTheyAreClearlyBetter() {
    RppPolicy policy = TinyWorld.optimizer(model(TinyWorld::obedient)).build().optimize(DATA);

    assertThat(policy.learnedOn())
        .containsEntry("serves", "a prompt for each user")
        .containsEntry("validationNdcg of a prompt for each user", "1.0");
    assertThat(first(policy, "new0")).isNotEqualTo(first(policy, "new1"));
  }

  @Test
  void onePromptIsServedWhereItIsAsGoodForEverybody() {
    RppPolicy policy =
        TinyWorld.optimizer(rightIf(prompt -> prompt.contains("Answer with numbers.")))
            .build()
            .optimize(DATA);

    assertThat(policy.learnedOn())
        .containsEntry("serves", "one prompt for everybody")
        .containsEntry("validationNdcg", "1.0");
    assertThat(first(policy, "new0")).isEqualTo(first(policy, "new1")).contains("plain-1");
    assertThat(policy.rounds()).isEqualTo(1);
  }

  @Test
  void theManualPromptIsServedWhereNothingIsBetter() {
    RppPolicy policy = TinyWorld.optimizer(rightIf(prompt -> false)).build().optimize(DATA);

    assertThat(policy.learnedOn()).containsEntry("serves", "the manual prompt");
    assertThat(policy.firstPrompt(TinyWorld.user("new0")))
        .isEqualTo(RppPrompt.manual(TinyWorld.SPACE));
  }

  @Test
  void onePromptIsSavedAndReadAsAnyPolicy() {
    RppPolicy policy =
        TinyWorld.optimizer(rightIf(prompt -> prompt.contains("Answer with numbers.")))
            .build()
            .optimize(DATA);
    Path file = folder.resolve("policy.json");
    policy.save(file);

    RppPolicy read =
        RppPolicy.load(file, TinyWorld.userEncoder(), TinyWorld.itemEncoder(), TinyWorld.SENTENCES);

    assertThat(first(read, "new0")).isEqualTo(first(policy, "new0"));
    assertThat(read.learnedOn()).isEqualTo(policy.learnedOn());
  }

  @Test
  void whatWasLearnedIsServedWithoutValidationUsersAndInPaperMode() {
    Model model = rightIf(prompt -> false);
    TrainingData train = TrainingData.of(DATA.train(), List.of());

    assertThat(TinyWorld.optimizer(model).build().optimize(train).learnedOn())
        .containsEntry("serves", "a prompt for each user");
    assertThat(TinyWorld.optimizer(model).paperMode().build().optimize(DATA).learnedOn())
        .containsEntry("serves", "a prompt for each user");
  }
}
