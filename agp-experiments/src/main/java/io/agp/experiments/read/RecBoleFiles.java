package io.agp.experiments.read;

import io.agp.Interaction;
import io.agp.User;
import io.agp.experiments.data.Dataset;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes data sets as RecBole's atomic files, in UTF-8 with LF at the ends of lines: a converter,
 * together with {@link Datasets}. Thread-safe, unless two threads write into the same folder.
 *
 * <p>{@code NAME.inter} has {@code user_id:token}, {@code item_id:token} and {@code
 * timestamp:float}, in seconds since 1970 with as many decimals, at most three, as the time needs;
 * finer parts of a second are cut off. The field is empty where a time is not known, and there is
 * no such column where no time is. Lines are in order of users and of their histories. A data set
 * whose source says itself what is held out becomes {@code NAME.train.inter}, {@code
 * NAME.valid.inter} and {@code NAME.test.inter}.
 *
 * <p>{@code NAME.item} has {@code item_id:token}, {@code title:token_seq}, and a column for each
 * attribute that an item has: of type {@code token_seq} if its values are words separated by {@code
 * ", "}, else {@code token}. Tabs and line breaks in titles, names and values become spaces, and
 * spaces at their ends are left out.
 *
 * <p>{@link Datasets#read} reads from the folder what was written: equal items in their order (the
 * attributes of an item in the order of the columns, those without a text left out), and users with
 * an interaction in theirs, with equal histories. The data set's name is then that of the folder.
 */
public final class RecBoleFiles {
  private static final Pattern NAME = Pattern.compile("[^./\\\\\\p{Cntrl}][^/\\\\\\p{Cntrl}]*");
  private static final Pattern PART = Pattern.compile(".*\\.(train|valid|test)");
  private static final Pattern BREAK = Pattern.compile("[\\t\\r\\n]");

  /** The times that {@link RecBoleReader} takes. */
  private static final Instant FIRST = Instant.ofEpochSecond(RecBoleInteractions.FIRST_SECOND);

  private static final Instant LAST = Instant.ofEpochSecond(RecBoleInteractions.LAST_SECOND);

  private final Dataset dataset;
  private final Path dir;
  private final boolean hasTimes;

  private RecBoleFiles(Dataset dataset, Path dir) {
    this.dataset = dataset;
    this.dir = dir;
    this.hasTimes =
        dataset.users().stream()
            .flatMap(user -> user.history().stream())
            .anyMatch(contact -> contact.time().isPresent());
  }

  /**
   * Writes a data set.
   *
   * @param dataset the data set; its name is that of the files
   * @param dir the folder; made if it is not there
   * @throws IllegalArgumentException if the name cannot be that of a file or ends in {@code
   *     .train}, {@code .valid} or {@code .test}; if an id holds a tab, a line break or a character
   *     that is no text; if a time is not in the years 1 to 9999; or if an attribute has the name
   *     of another column. Nothing is written then
   * @throws UncheckedIOException if the folder holds atomic files already, or if a file cannot be
   *     written
   */
  public static void write(Dataset dataset, Path dir) {
    new RecBoleFiles(dataset, dir).write();
  }

  /** Replaces what the format cannot hold. */
  static String clean(String text) {
    String oneLine = BREAK.matcher(text).replaceAll(" ").strip();
    return new String(oneLine.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private void write() {
    requireWritable();
    RecBoleItems items = RecBoleItems.of(dataset);
    try {
      Files.createDirectories(dir);
      requireNoAtomicFiles();
      writeLines(".item", items.lines());
      if (dataset.heldOut().isEmpty()) {
        writeInteractions("", user -> 0, user -> user.history().size());
      } else {
        writeInteractions(".train", user -> 0, user -> trained(user));
        writeInteractions(".valid", this::trained, user -> heldOutTo(user, 1));
        writeInteractions(".test", user -> heldOutTo(user, 1), user -> user.history().size());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write into " + dir, e);
    }
  }

  private void requireWritable() {
    if (!NAME.matcher(dataset.name()).matches() || PART.matcher(dataset.name()).matches()) {
      throw new IllegalArgumentException(
          String.format(
              "A data set's name must be the beginning of a file's name and not end in .train,"
                  + " .valid or .test, was \"%s\"",
              dataset.name()));
    }
    dataset.items().keySet().forEach(RecBoleFiles::requireId);
    for (User user : dataset.users()) {
      requireId(user.id());
      user.history().forEach(contact -> requireTime(user, contact));
    }
  }

  private static void requireId(String id) {
    String read = new String(id.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    if (BREAK.matcher(id).find() || !read.equals(id)) {
      throw new IllegalArgumentException(
          String.format(
              "An id must not hold a tab, a line break or half a character, was \"%s\"",
              BREAK.matcher(id).replaceAll("\uFFFD")));
    }
  }

  private static void requireTime(User user, Interaction contact) {
    if (contact.time().filter(time -> time.isBefore(FIRST) || time.isAfter(LAST)).isPresent()) {
      throw new IllegalArgumentException(
          String.format(
              "A time must be from %s to %s, was %s (user %s, item %s)",
              FIRST, LAST, contact.time().get(), user.id(), contact.item().id()));
    }
  }

  /** Old files beside new ones would be read as parts of one data set. */
  private void requireNoAtomicFiles() throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      Path old =
          files
              .filter(file -> file.getFileName().toString().matches(".*\\.(inter|item)(\\.gz)?"))
              .findFirst()
              .orElse(null);
      if (old != null) {
        throw new FileAlreadyExistsException(old.toString());
      }
    }
  }

  /** How many interactions of a user are for training. */
  private int trained(User user) {
    return heldOutTo(user, 2);
  }

  private int heldOutTo(User user, int fromEnd) {
    int all = user.history().size();
    return dataset.heldOut().contains(user.id()) ? all - fromEnd : all;
  }

  /** Picks a place in a user's history. */
  @FunctionalInterface
  private interface Place {
    int of(User user);
  }

  private void writeInteractions(String part, Place from, Place to) throws IOException {
    String header =
        String.format(
            "%s:token\t%s:token%s",
            RecBoleInteractions.USER,
            RecBoleInteractions.ITEM,
            hasTimes ? "\t" + RecBoleInteractions.TIME + ":float" : "");
    Stream<String> lines =
        dataset.users().stream()
            .flatMap(
                user ->
                    user.history().subList(from.of(user), to.of(user)).stream()
                        .map(contact -> line(user, contact)));
    writeLines(part + ".inter", Stream.concat(Stream.of(header), lines));
  }

  private String line(User user, Interaction contact) {
    String time = contact.time().map(RecBoleFiles::seconds).orElse("");
    return user.id() + "\t" + contact.item().id() + (hasTimes ? "\t" + time : "");
  }

  private static String seconds(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), 3).stripTrailingZeros().toPlainString();
  }

  private void writeLines(String ending, Stream<String> lines) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(dir.resolve(dataset.name() + ending))) {
      for (String line : (Iterable<String>) lines::iterator) {
        out.write(line);
        out.write('\n');
      }
    }
  }
}
