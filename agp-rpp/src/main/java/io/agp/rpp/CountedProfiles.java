package io.agp.rpp;

import io.agp.User;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.profile.LlmProfileGenerator;
import io.agp.profile.ProfileGenerator;
import io.agp.profile.ProfileStore;
import io.agp.profile.StoredProfiles;
import io.agp.profile.UserProfile;
import io.agp.prompt.Prompt;
import io.agp.rerank.ProfileReranker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/** Counts what profiles cost. Thread-safe. */
final class CountedProfiles implements ProfileGenerator {
  private static final long KEPT = 100_000;

  private final ProfileGenerator delegate;
  private final LongAdder calls = new LongAdder();
  private final LongAdder failed = new LongAdder();

  CountedProfiles(ProfileGenerator delegate) {
    this.delegate = delegate;
  }

  /** Where nobody says how profiles are written: by the model, each once. */
  static ProfileGenerator usual(LlmClient llm) {
    return new StoredProfiles(
        new LlmProfileGenerator(llm, ProfileReranker.DEFAULT_HISTORY_LENGTH),
        ProfileStore.inMemory(KEPT));
  }

  @Override
  public CompletableFuture<UserProfile> generate(User user, Prompt prompt, Deadline deadline) {
    CompletableFuture<UserProfile> profile =
        TimeShare.begin(until -> delegate.generate(user, prompt, until), deadline);
    profile.whenComplete(
        (written, failure) -> {
          if (failure != null) {
            failed.increment();
          }
          if (failure != null || !written.stored()) {
            calls.increment();
          }
        });
    return profile;
  }

  /** Profiles asked for that no store had; those that failed, too. */
  long calls() {
    return calls.sum();
  }

  long failed() {
    return failed.sum();
  }
}
