package io.agp.optimize;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a registry has promoted, as a service holds it. {@link #get} is a field's value; {@link
 * #refresh} looks for a change and is meant to be called by a timer of the service's own, every few
 * seconds: as long as nothing changed it reads a file's attributes and no more. Thread-safe.
 *
 * @param <T> what is served
 */
public final class Promoted<T> implements Supplier<T> {
  private final PromptRegistry registry;
  private final Function<RegistryEntry, T> loader;
  private volatile State<T> state;

  /** What is served, and what the file of the promotions was like. */
  private record State<T>(String stamp, RegistryEntry entry, T value) {}

  Promoted(PromptRegistry registry, Function<RegistryEntry, T> loader) {
    this.registry = registry;
    this.loader = Objects.requireNonNull(loader, "loader");
    String stamp = registry.stamp();
    this.state = load(stamp, promoted());
  }

  private RegistryEntry promoted() {
    return registry
        .promoted()
        .orElseThrow(() -> new IllegalArgumentException("Nothing is promoted in " + registry));
  }

  private State<T> load(String stamp, RegistryEntry entry) {
    return new State<>(stamp, entry, Objects.requireNonNull(loader.apply(entry), "loaded"));
  }

  /**
   * What is served now.
   *
   * @return what the loader made of the promoted entry
   */
  @Override
  public T get() {
    return state.value();
  }

  /**
   * The entry it was made of.
   *
   * @return the entry
   */
  public RegistryEntry entry() {
    return state.entry();
  }

  /**
   * Takes over what was promoted meanwhile.
   *
   * @return whether something else is served now
   * @throws java.io.UncheckedIOException if it cannot be read. What was served is served on, as it
   *     is with any other exception, and the next call tries again
   * @throws IllegalArgumentException if a file is damaged, or of a kind that the loader refuses
   */
  public synchronized boolean refresh() {
    // The stamp first: what is promoted between the two reads is found by the next call.
    String stamp = registry.stamp();
    if (stamp.equals(state.stamp())) {
      return false;
    }
    RegistryEntry entry = promoted();
    boolean changed = !entry.id().equals(state.entry().id());
    state = changed ? load(stamp, entry) : new State<>(stamp, entry, state.value());
    return changed;
  }
}
