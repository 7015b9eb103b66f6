package io.agp.profile;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.agp.Interaction;
import io.agp.User;
import io.agp.internal.Futures;
import io.agp.llm.Deadline;
import io.agp.prompt.Prompt;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Writes a profile once for each user, history and prompt, and reads it from a store afterwards.
 * Immutable but for its store; thread-safe.
 *
 * <pre>{@code
 * ProfileGenerator profiles =
 *     new StoredProfiles(new LlmProfileGenerator(llm, 5), ProfileStore.inMemory(100_000));
 * Reranker reranker = ProfileReranker.builder(llm).profiles(profiles).policy(learned).build();
 * }</pre>
 */
public final class StoredProfiles implements ProfileGenerator {
  private final ProfileGenerator delegate;
  private final ProfileStore store;

  /**
   * Puts a store before a generator.
   *
   * @param delegate who writes a profile that the store does not have
   * @param store the store
   */
  public StoredProfiles(ProfileGenerator delegate, ProfileStore store) {
    this.delegate = Objects.requireNonNull(delegate, "delegate");
    this.store = Objects.requireNonNull(store, "store");
  }

  @Override
  public CompletableFuture<UserProfile> generate(User user, Prompt prompt, Deadline deadline) {
    String key = key(user, prompt);
    Optional<UserProfile> stored = store.get(key);
    if (stored.isPresent()) {
      return CompletableFuture.completedFuture(stored.get().asStored());
    }
    return Futures.map(
        delegate.generate(user, prompt, deadline),
        profile -> {
          store.put(key, profile);
          return profile;
        });
  }

  private static String key(User user, Prompt prompt) {
    Hasher hasher = Hashing.sha256().newHasher();
    put(hasher, user.id());
    for (Interaction interaction : user.history()) {
      put(hasher, interaction.item().id());
      put(hasher, interaction.item().title());
      put(hasher, interaction.item().attributes().toString());
    }
    return put(hasher, prompt.text()).hash().toString();
  }

  /** Puts a text with its length before it, so that no two sequences of texts are alike. */
  private static Hasher put(Hasher hasher, String text) {
    return hasher.putInt(text.length()).putString(text, StandardCharsets.UTF_8);
  }
}
