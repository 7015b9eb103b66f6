package io.agp.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Fixtures;
import io.agp.Item;
import io.agp.User;
import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.ModelDouble;
import io.agp.llm.TokenUsage;
import io.agp.prompt.Prompt;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StoredProfilesTest {
  private static final Prompt PROMPT = Prompt.of("Describe the taste.");

  private final ModelDouble model = ModelDouble.answering(request -> "likes lamps");
  private final StoredProfiles profiles =
      new StoredProfiles(new LlmProfileGenerator(model, 5), ProfileStore.inMemory(100));

  @Test
  void aStoreThatFailsCostsItsUseAndNotTheProfile() {
    ProfileStore broken =
        new ProfileStore() {
          @Override
          public java.util.Optional<UserProfile> get(String key) {
            throw new IllegalStateException("down");
          }

          @Override
          public void put(String key, UserProfile profile) {
            throw new IllegalStateException("down");
          }
        };
    UserProfile paid =
        new UserProfile("u", "a profile", "hash", io.agp.llm.TokenUsage.of(9, 3), false);
    StoredProfiles profiles =
        new StoredProfiles(
            (user, prompt, deadline) ->
                java.util.concurrent.CompletableFuture.completedFuture(paid),
            broken);

    assertThat(
            profiles
                .generate(
                    io.agp.Fixtures.user("u"),
                    io.agp.prompt.Prompt.of("p"),
                    io.agp.llm.Deadline.none())
                .join())
        .isEqualTo(paid);
  }

  @Test
  void aProfileIsWrittenOnceAndThenRead() {
    UserProfile written = generate(Fixtures.user("u"), PROMPT);
    UserProfile read = generate(Fixtures.user("u"), PROMPT);

    assertThat(model.requests).hasSize(1);
    assertThat(written.stored()).isFalse();
    assertThat(written.usage()).isEqualTo(ModelDouble.USAGE);
    assertThat(read).isEqualTo(written.asStored());
    assertThat(read.usage()).isEqualTo(TokenUsage.NONE);
  }

  @Test
  void anotherUserPromptOrHistoryIsWrittenAnew() {
    Item item = Item.of("h1", "First choice");
    generate(User.of("u", List.of(item)), PROMPT);

    generate(User.of("v", List.of(item)), PROMPT);
    generate(User.of("u", List.of(item)), Prompt.of("Describe it otherwise."));
    generate(User.of("u", List.of(item, Item.of("h2", "Second choice"))), PROMPT);
    generate(User.of("u", List.of(Item.of("h1", "First choice, renamed"))), PROMPT);
    generate(User.of("u", List.of(item.with("genre", "drama"))), PROMPT);
    generate(User.of("u", List.of()), PROMPT);

    assertThat(model.requests).hasSize(7);
  }

  @Test
  void aFailureIsNotStored() {
    ModelDouble silent = ModelDouble.silent();
    StoredProfiles stored =
        new StoredProfiles(new LlmProfileGenerator(silent, 5), ProfileStore.inMemory(100));
    CompletableFuture<UserProfile> first =
        stored.generate(Fixtures.user("u"), PROMPT, Deadline.none());
    silent.calls.get(0).completeExceptionally(new LlmException.Server("down", null));
    CompletableFuture<UserProfile> second =
        stored.generate(Fixtures.user("u"), PROMPT, Deadline.none());
    silent.calls.get(1).complete(ModelDouble.response("likes lamps"));

    assertThatThrownBy(first::join).hasRootCauseInstanceOf(LlmException.Server.class);
    assertThat(second.join().text()).isEqualTo("likes lamps");
  }

  @Test
  void cancellingReachesTheCall() {
    ModelDouble silent = ModelDouble.silent();
    new StoredProfiles(new LlmProfileGenerator(silent, 5), ProfileStore.inMemory(100))
        .generate(Fixtures.user("u"), PROMPT, Deadline.none())
        .cancel(true);

    assertThat(silent.calls.get(0)).isCancelled();
  }

  @Test
  void aStoreOfNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProfileStore.inMemory(0))
        .withMessage("maximumSize must be at least 1, was 0");
  }

  private UserProfile generate(User user, Prompt prompt) {
    return profiles.generate(user, prompt, Deadline.none()).join();
  }
}
