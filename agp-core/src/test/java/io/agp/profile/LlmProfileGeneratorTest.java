package io.agp.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Fixtures;
import io.agp.User;
import io.agp.llm.CachingLlmClient;
import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRole;
import io.agp.llm.ModelDouble;
import io.agp.prompt.Prompt;
import io.agp.prompt.RoleTemplate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LlmProfileGeneratorTest {
  private static final Prompt PROMPT = Prompt.of("Describe the taste.");

  @Test
  void thePromptAndTheLatestItemsAreAsked() {
    ModelDouble model = ModelDouble.answering(request -> "  likes lamps\n");
    UserProfile profile =
        new LlmProfileGenerator(model, 2)
            .generate(User.of("u", Fixtures.items(3)), PROMPT, Deadline.none())
            .join();

    assertThat(model.of(LlmRole.PROFILE)).hasSize(1);
    assertThat(model.requests.get(0).prompt())
        .contains("Describe the taste.", "Item number 2", "Item number 3")
        .doesNotContain("Item number 1");
    assertThat(profile)
        .isEqualTo(new UserProfile("u", "likes lamps", PROMPT.hash(), ModelDouble.USAGE, false));
  }

  @Test
  void aNewUserIsDescribedToo() {
    ModelDouble model = ModelDouble.answering(request -> "nothing is known");

    assertThat(
            new LlmProfileGenerator(model, 2)
                .generate(User.of("u", List.of()), PROMPT, Deadline.none())
                .join()
                .text())
        .isEqualTo("nothing is known");
  }

  @Test
  void idsNeverEnterThePrompt() {
    ModelDouble model = ModelDouble.answering(request -> "likes lamps");
    new LlmProfileGenerator(model, 5)
        .generate(Fixtures.user("customer-77"), PROMPT, Deadline.none())
        .join();

    assertThat(model.requests.get(0).prompt()).doesNotContain("customer-77", "h1", "h2");
  }

  @Test
  void theModelsThinkingIsNoPartOfTheProfile() {
    ModelDouble model =
        ModelDouble.answering(request -> "<think>what do they like?</think>\nlikes lamps");

    assertThat(
            new LlmProfileGenerator(model, 5)
                .generate(Fixtures.user("u"), PROMPT, Deadline.none())
                .join()
                .text())
        .isEqualTo("likes lamps");
  }

  @Test
  void anEmptyAnswerIsAFailure() {
    LlmProfileGenerator generator =
        new LlmProfileGenerator(ModelDouble.answering(request -> " \n"), 5);

    assertThatThrownBy(generator.generate(Fixtures.user("u"), PROMPT, Deadline.none())::join)
        .hasRootCauseInstanceOf(LlmException.UnreadableAnswer.class)
        .hasRootCauseMessage("The model wrote an empty profile");
  }

  @Test
  void aCachedAnswerCountsAsStored() {
    LlmProfileGenerator generator =
        new LlmProfileGenerator(
            new CachingLlmClient(ModelDouble.answering(request -> "likes lamps"), 10), 5);

    assertThat(generator.generate(Fixtures.user("u"), PROMPT, Deadline.none()).join().stored())
        .isFalse();
    assertThat(generator.generate(Fixtures.user("u"), PROMPT, Deadline.none()).join().stored())
        .isTrue();
  }

  @Test
  void aTemplateOfYoursIsUsed() {
    ModelDouble model = ModelDouble.answering(request -> "likes lamps");
    new LlmProfileGenerator(
            model, 5, RoleTemplate.profile().withQuestion("{{history}} -- {{prompt}}"))
        .generate(Fixtures.user("u"), PROMPT, Deadline.none())
        .join();

    assertThat(model.requests.get(0).prompt()).endsWith(" -- Describe the taste.");
  }

  @Test
  void aHistoryLengthBelowOneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LlmProfileGenerator(ModelDouble.silent(), 0))
        .withMessage("historyLength must be at least 1, was 0");
  }

  @Test
  void profilesAreNotBlankAndStayOutOfLogs() {
    UserProfile profile = new UserProfile("u", "private taste", "hash", ModelDouble.USAGE, false);

    assertThat(profile).hasToString("UserProfile[u, 13 characters]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserProfile("u", " ", "hash", ModelDouble.USAGE, false))
        .withMessage("The profile of user u is blank");
  }
}
