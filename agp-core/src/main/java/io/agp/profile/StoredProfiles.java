package io.agp.profile;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.agp.Interaction;
import io.agp.User;
import io.agp.concurrent.Futures;
import io.agp.llm.Deadline;
import io.agp.prompt.Prompt;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a profile once for each user, history and prompt, and reads it from a store afterwards.
 * Immutable but for its store; thread-safe. A store that fails costs its use, not the profile: the
 * profile is written anew, and a warning is logged.
 *
 * <pre>{@code
 * ProfileGenerator profiles =
 *     new StoredProfiles(new LlmProfileGenerator(llm, 5), ProfileStore.inMemory(100_000));
 * Reranker reranker = ProfileReranker.builder(llm).profiles(profiles).policy(learned).build();
 * }</pre>
 */
public final class StoredProfiles implements ProfileGenerator {
  private static final Logger log = LoggerFactory.getLogger(StoredProfiles.class);

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
    Optional<UserProfile> stored = lookUp(key);
    if (stored.isPresent()) {
      return CompletableFuture.completedFuture(stored.get().asStored());
    }
    return Futures.map(
        delegate.generate(user, prompt, deadline),
        profile -> {
          keep(key, profile);
          return profile;
        });
  }

  private Optional<UserProfile> lookUp(String key) {
    try {
      return store.get(key);
    } catch (RuntimeException e) {
      log.warn("The profile store cannot be read; the profile is written anew", e);
      return Optional.empty();
    }
  }

  private void keep(String key, UserProfile profile) {
    try {
      store.put(key, profile);
    } catch (RuntimeException e) {
      log.warn("The profile store cannot be written; the profile is used and not kept", e);
    }
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
