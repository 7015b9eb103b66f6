package io.agp.optimize;

import io.agp.optimize.RegistryEntry.Origin;
import io.agp.prompt.Prompt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A folder of what was learned, with where each comes from, and which one is served: the promoted
 * one. Promotions have a history and can be taken back.
 *
 * <pre>{@code
 * PromptRegistry registry = PromptRegistry.open(Path.of("registry"));
 * RegistryEntry entry = registry.add(learned, lineage, "runs/first");
 * registry.promote(entry.id(), "better by 0.05 for the test users");
 *
 * Promoted<LearnedPrompt> served = registry.follow(now -> LearnedPrompt.load(now.file()));
 * Reranker reranker =
 *     ProfileReranker.builder(llm).policy(user -> served.get().promptFor(user)).build();
 * boolean changed = served.refresh();
 * }</pre>
 *
 * <p>Anything that is learned into one JSON file can be kept, so RPP's policies as well. What one
 * service serves is one registry: of all that it holds one is promoted.
 *
 * <p>Thread-safe, and several processes may add and promote at the same time. Readers never wait:
 * an entry appears when it is whole and is never changed, and the file of the promotions is
 * replaced as a whole. Every file is checked against its hash when it is read.
 */
public final class PromptRegistry {
  private static final int LEAST_DIGITS = 4;

  /** A process holds a file's lock once, so its threads wait for each other here. */
  private static final Object IN_THIS_PROCESS = new Object();

  private final Path folder;
  private final Path entries;
  private final PromotionFile promotions;
  private final Clock clock;

  private PromptRegistry(Path folder, Clock clock) {
    this.folder = folder;
    this.entries = folder.resolve("entries");
    this.promotions = new PromotionFile(folder.resolve("promoted.json"));
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * The registry in a folder, with the system's clock.
   *
   * @param folder where; made when something is added, if it is not there
   * @return the registry
   */
  public static PromptRegistry open(Path folder) {
    return open(folder, Clock.systemUTC());
  }

  /**
   * The registry in a folder.
   *
   * @param folder where; made when something is added, if it is not there
   * @param clock tells when something was added or promoted
   * @return the registry
   */
  public static PromptRegistry open(Path folder, Clock clock) {
    return new PromptRegistry(folder, clock);
  }

  /**
   * Adds a learned prompt and the prompts it was edited from. What is there already stays as it was
   * added first.
   *
   * @param learned the prompt
   * @param lineage has heard the run, or nothing; then only the first prompt is known
   * @param run which run, for people to read
   * @return the entry of the learned prompt
   * @throws UncheckedIOException if it cannot be written
   * @throws IllegalArgumentException if it is there and damaged
   */
  public RegistryEntry add(LearnedPrompt learned, PromptLineage lineage, String run) {
    return locked(
        () -> {
          for (Prompt prompt : lineage.of(learned)) {
            boolean whole = prompt.hash().equals(learned.prompt().hash());
            LearnedPrompt kept =
                whole
                    ? learned
                    : new LearnedPrompt(
                        prompt, learned.initial(), learned.learnedOn(), Optional.empty());
            store(
                prompt.hash(),
                LearnedPromptFile.FORMAT,
                lineage.origin(prompt, learned, run),
                kept::save);
          }
          return read(learned.prompt().hash());
        });
  }

  /**
   * Adds a file of any kind, for example of RPP's policies. What is there already stays as it was
   * added first.
   *
   * @param file a JSON object with a field "format", which is its kind. Copied
   * @param origin where it comes from
   * @return the entry
   * @throws UncheckedIOException if it cannot be read or written
   * @throws IllegalArgumentException if it is no such file, or is there and damaged
   */
  public RegistryEntry add(Path file, Origin origin) {
    String kind = JsonFields.read(file, "").string("format");
    String id =
        kind.equals(LearnedPromptFile.FORMAT)
            ? LearnedPrompt.load(file).prompt().hash()
            : RegistryEntryFile.hash(file);
    return locked(
        () -> {
          store(id, kind, origin, copy -> copy(file, copy));
          return read(id);
        });
  }

  private static void copy(Path file, Path copy) {
    try {
      Files.copy(file, copy);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy " + file + " to " + copy, e);
    }
  }

  /** Writes a folder under another name, which then gets its own. */
  private void store(String id, String kind, Origin origin, Consumer<Path> writer) {
    if (Files.exists(entries.resolve(id))) {
      return;
    }
    Path temporary = entries.resolve(".adding-" + UUID.randomUUID());
    try {
      Files.createDirectories(temporary);
      writer.accept(temporary.resolve(RegistryEntryFile.LEARNED));
      RegistryEntryFile.write(temporary, id, kind, clock.instant(), origin);
      Files.move(temporary, entries.resolve(id), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write into " + entries, e);
    }
  }

  /**
   * Everything that was added.
   *
   * @return an immutable list, the oldest first
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if a file is damaged; the message names it
   */
  public List<RegistryEntry> entries() {
    return ids().stream()
        .map(this::read)
        .sorted(Comparator.comparing(RegistryEntry::created))
        .toList();
  }

  private List<String> ids() {
    if (!Files.isDirectory(entries)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(entries)) {
      return folders
          .map(path -> String.valueOf(path.getFileName()))
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + entries, e);
    }
  }

  private RegistryEntry read(String id) {
    return RegistryEntryFile.read(entries.resolve(id));
  }

  /**
   * An entry.
   *
   * @param id its id, or the start of it, 4 digits or more
   * @return the entry
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if no id or several begin so, or if it is damaged
   */
  public RegistryEntry entry(String id) {
    if (id.length() < LEAST_DIGITS) {
      throw new IllegalArgumentException(
          "An id needs " + LEAST_DIGITS + " digits or more, was \"" + id + '"');
    }
    List<String> found = ids().stream().filter(known -> known.startsWith(id)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          found.isEmpty()
              ? "No prompt in " + folder + " has an id that begins with " + id
              : "Several ids in " + folder + " begin with " + id + ": " + found);
    }
    return read(found.get(0));
  }

  /**
   * Makes an entry the one that is served.
   *
   * @param id its id, or the start of it, 4 digits or more
   * @param reason why; not blank
   * @return the promotion
   * @throws UncheckedIOException if it cannot be written
   * @throws IllegalArgumentException if the reason is blank, there is no such entry or it is
   *     damaged, or it is promoted already
   */
  public Promotion promote(String id, String reason) {
    requireReason(reason);
    return locked(
        () -> {
          RegistryEntry entry = entry(id);
          Optional<String> previous = promotions.current();
          if (previous.equals(Optional.of(entry.id()))) {
            throw new IllegalArgumentException(entry.shortId() + " is promoted already");
          }
          return append(new Promotion(entry.id(), clock.instant(), reason, previous, false));
        });
  }

  /**
   * Takes the last promotion back that was not taken back yet: what was served before is served
   * again. Done again, it goes back further.
   *
   * @param reason why; not blank
   * @return the promotion of what was served before
   * @throws UncheckedIOException if it cannot be written
   * @throws IllegalArgumentException if the reason is blank, nothing was served before, or its
   *     files are damaged
   */
  public Promotion back(String reason) {
    requireReason(reason);
    return locked(
        () -> {
          Deque<String> standing = PromotionFile.standing(promotions.read());
          if (standing.size() < 2) {
            throw new IllegalArgumentException(
                "There is nothing to go back to in " + folder + ": promoted is " + standing);
          }
          String previous = standing.pop();
          String id = read(standing.element()).id();
          return append(new Promotion(id, clock.instant(), reason, Optional.of(previous), true));
        });
  }

  private static void requireReason(String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("The reason must not be blank");
    }
  }

  private Promotion append(Promotion promotion) {
    promotions.append(promotion);
    return promotion;
  }

  /**
   * All promotions.
   *
   * @return an immutable list, the oldest first; the last one tells what is served
   * @throws UncheckedIOException if they cannot be read
   * @throws IllegalArgumentException if the file is damaged
   */
  public List<Promotion> promotions() {
    return promotions.read();
  }

  /**
   * The entry that is served.
   *
   * @return empty if nothing was promoted yet
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if a file is damaged
   */
  public Optional<RegistryEntry> promoted() {
    return promotions.current().map(this::read);
  }

  /**
   * Loads what is promoted, for a service that follows its changes.
   *
   * @param loader makes of an entry what is served: a prompt, a policy, a reranker. It is called in
   *     here, and in {@link Promoted#refresh} after each change
   * @param <T> what is served
   * @return what is promoted now
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if nothing is promoted or a file is damaged
   */
  public <T> Promoted<T> follow(Function<RegistryEntry, T> loader) {
    return new Promoted<>(this, loader);
  }

  String stamp() {
    return promotions.stamp();
  }

  @Override
  public String toString() {
    return "PromptRegistry[" + folder + "]";
  }

  private <R> R locked(Supplier<R> work) {
    synchronized (IN_THIS_PROCESS) {
      try {
        Files.createDirectories(entries);
        try (FileChannel channel =
            FileChannel.open(
                folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          FileLock lock = channel.lock();
          try {
            return work.get();
          } finally {
            lock.release();
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot lock " + folder, e);
      }
    }
  }
}
