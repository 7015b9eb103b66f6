package io.agp.experiments.read;

import io.agp.Item;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * RecBole's atomic files of one data set NAME: {@code NAME.inter} and, if it is there, {@code
 * NAME.item}, tab separated UTF-8 with a header of {@code name:type}. What is known of users
 * ({@code NAME.user}) and all other files are not used. Immutable and thread-safe.
 *
 * <p>Of {@code NAME.inter}: the user is the column {@code user_id} (or {@code user}, {@code uid},
 * {@code session_id}, {@code userId}), else the first of type token; the item is {@code item_id}
 * (or {@code item}, {@code iid}, {@code itemId}, {@code movie_id}), else the first other one of
 * type token; the time is {@code timestamp}, {@code time} or {@code unix_time} of type float, in
 * seconds since 1970, kept to the millisecond; the rating is {@code rating}, {@code stars}, {@code
 * score} or {@code label} of type float. Other columns are not used. Interactions of a user at the
 * same time keep the order of the file, as do all if there is no time.
 *
 * <p>Of {@code NAME.item}: the id as above; the title is {@code title}, {@code name}, {@code
 * movie_title} (with an article at its end moved to the front) or another usual name, else empty.
 * Every other column is an attribute of its name; an empty field is none. The parts of a sequence
 * are separated by {@code ", "} then, unless they hold commas themselves.
 *
 * <p>Where {@code NAME.valid.inter} and {@code NAME.test.inter} are there, they and {@code
 * NAME.train.inter} say what is held out: of a user with a row in both the first of each; users
 * without both are only for training, without the one. Rows may hold the items before theirs
 * ({@code item_id_list:token_seq}), as RecBole's sequential models want it: a history is then put
 * together from all rows of the user. Those lists have no times.
 */
final class RecBoleReader implements DatasetReader {
  private static final String INTERACTIONS = ".inter";
  private static final Pattern PART = Pattern.compile("\\.(train|valid|test)$");
  private static final String MOVIE_TITLE = "movie_title";
  private static final List<String> TITLES =
      List.of(
          "title",
          "name",
          MOVIE_TITLE,
          "item_name",
          "item_title",
          "product_title",
          "book_title",
          "artist_name");

  @Override
  public String format() {
    return "recbole";
  }

  @Override
  public String description() {
    return "RecBole atomic files: NAME.inter (or NAME.train.inter, NAME.valid.inter,"
        + " NAME.test.inter), NAME.item";
  }

  @Override
  public boolean recognises(DataFolder folder) {
    return folder
        .first(file -> isInteractions(file) && AtomicFile.isHeader(file.firstLine()))
        .isPresent();
  }

  private static boolean isInteractions(DataFile file) {
    return file.plainName().endsWith(INTERACTIONS);
  }

  @Override
  public Dataset read(DataFolder folder, ReadOptions options) {
    String name = name(folder);
    Reading reading = new Reading(folder.name(), options);
    readInteractions(folder, name, reading);
    folder.named(name + ".item").map(AtomicFile::of).ifPresent(file -> readItems(file, reading));
    return reading.dataset();
  }

  /** The name that all files of interactions have. */
  private static String name(DataFolder folder) {
    Set<String> names =
        folder.all(RecBoleReader::isInteractions).stream()
            .map(RecBoleReader::name)
            .collect(Collectors.toCollection(TreeSet::new));
    if (names.size() != 1) {
      throw DataException.of(
          folder.dir().toString(),
          "must hold the .inter files of one data set, has those of "
              + (names.isEmpty() ? "none" : String.join(", ", names)));
    }
    return names.iterator().next();
  }

  private static String name(DataFile file) {
    String name = file.plainName();
    String base = name.substring(0, name.length() - INTERACTIONS.length());
    return PART.matcher(base).replaceFirst("");
  }

  private static void readInteractions(DataFolder folder, String name, Reading reading) {
    Optional<DataFile> whole = folder.named(name + INTERACTIONS);
    Optional<DataFile> validation = folder.named(name + ".valid" + INTERACTIONS);
    Optional<DataFile> test = folder.named(name + ".test" + INTERACTIONS);
    if (validation.isPresent() && test.isPresent()) {
      whole.ifPresent(
          file -> reading.problem("file beside its parts: not read", file.path().toString()));
      RecBoleSplits.read(
          folder.named(name + ".train" + INTERACTIONS),
          validation.orElseThrow(),
          test.orElseThrow(),
          reading);
    } else {
      folder
          .all(file -> isInteractions(file) && !file.equals(whole.orElse(null)))
          .forEach(file -> reading.problem("part without the others: not read", file.name()));
      readWhole(whole.orElseThrow(() -> partMissing(folder, name)), reading);
    }
  }

  private static DataException partMissing(DataFolder folder, String name) {
    return DataException.of(
        folder.dir().toString(),
        String.format(
            "must hold %s.inter, or both %s.valid.inter and %s.test.inter", name, name, name));
  }

  private static void readWhole(DataFile file, Reading reading) {
    RecBoleInteractions rows = new RecBoleInteractions(AtomicFile.of(file));
    RecBoleHistories histories = new RecBoleHistories(reading);
    rows.read(
        reading,
        rows.hasHistories()
            ? histories::add
            : row -> reading.interaction(row.user(), row.item(), row.millis(), row.rating()));
    histories.finish();
  }

  private static void readItems(AtomicFile file, Reading reading) {
    String id =
        file.named(RecBoleInteractions.ITEMS, AtomicFile.Column::isToken)
            .orElseGet(() -> file.firstToken(column -> true, "items"))
            .name();
    String title =
        file.named(TITLES, column -> !column.name().equals(id))
            .map(AtomicFile.Column::name)
            .orElse("");
    file.read(reading, row -> addItem(file, row, id, title, reading));
  }

  private static void addItem(
      AtomicFile file, Row row, String idColumn, String titleColumn, Reading reading) {
    String id = row.token(idColumn);
    if (reading.hasItem(id)) {
      throw row.rejected(idColumn, "must differ from every item before");
    }
    Item item = Item.of(id, title(row, titleColumn));
    for (AtomicFile.Column column : file.columns()) {
      String value = attribute(row, column);
      if (!value.isEmpty() && !Set.of(idColumn, titleColumn).contains(column.name())) {
        item = item.with(column.name(), value);
      }
    }
    reading.item(item);
  }

  private static String title(Row row, String column) {
    String title = column.isEmpty() ? "" : row.text(column).strip();
    return column.equals(MOVIE_TITLE) ? MovieTitles.articleFirst(title) : title;
  }

  private static String attribute(Row row, AtomicFile.Column column) {
    String value = row.text(column.name()).strip();
    return column.isSequence() && value.indexOf(',') < 0 ? value.replaceAll(" +", ", ") : value;
  }
}
