package io.agp.profile;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.Optional;

/**
 * Where written profiles are kept, so that serving needs one model call instead of two. Keys name
 * the history and the prompt a profile was written with: a changed history or prompt finds nothing.
 * Implementations are thread-safe.
 */
public interface ProfileStore {
  /**
   * Looks a profile up.
   *
   * @param key as {@link #put} was given it
   * @return the profile, or empty
   */
  Optional<UserProfile> get(String key);

  /**
   * Keeps a profile, in place of an earlier one with the key.
   *
   * @param key the key
   * @param profile the profile
   */
  void put(String key, UserProfile profile);

  /**
   * A store in this process's memory.
   *
   * @param maximumSize how many profiles are kept; the least recently used go first; at least 1
   * @return an empty store
   * @throws IllegalArgumentException if {@code maximumSize} is less than 1
   */
  static ProfileStore inMemory(long maximumSize) {
    if (maximumSize < 1) {
      throw new IllegalArgumentException("maximumSize must be at least 1, was " + maximumSize);
    }
    Cache<String, UserProfile> cache = CacheBuilder.newBuilder().maximumSize(maximumSize).build();
    return new ProfileStore() {
      @Override
      public Optional<UserProfile> get(String key) {
        return Optional.ofNullable(cache.getIfPresent(key));
      }

      @Override
      public void put(String key, UserProfile profile) {
        cache.put(key, profile);
      }
    };
  }
}
