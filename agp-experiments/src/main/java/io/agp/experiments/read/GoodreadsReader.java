package io.agp.experiments.read;

import com.squareup.moshi.JsonReader;
import io.agp.Item;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Goodreads as collected at UCSD, in JSON lines whose values are texts: interactions (or reviews)
 * with {@code user_id,book_id,rating,date_added}; books with {@code book_id,title} and what there
 * is of {@code publication_year,popular_shelves,authors,description}; and, if it is there, the file
 * of authors with {@code author_id,name}, as books have only the authors' numbers. A rating of 0
 * says that there is none. Shelves that say nothing about a book are left out of its genres.
 * Immutable and thread-safe.
 */
final class GoodreadsReader implements DatasetReader {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z uuuu", Locale.ENGLISH);
  private static final Interactions INTERACTIONS =
      new Interactions(
          "user_id",
          "book_id",
          "rating",
          "date_added",
          text -> Times.parsed(text, DATE),
          "must be a date of the form EEE MMM dd HH:mm:ss Z yyyy, of the years 1990 to 2100");
  private static final JsonReader.Options BOOK =
      JsonReader.Options.of(
          "title", "publication_year", "popular_shelves", "authors", "description");
  private static final JsonReader.Options AUTHOR = JsonReader.Options.of("author_id", "name");

  /** What readers do with books, rather than what books are. */
  private static final Set<String> NO_GENRES =
      Set.of(
          "to-read",
          "currently-reading",
          "read",
          "owned",
          "own",
          "books-i-own",
          "owned-books",
          "i-own",
          "my-books",
          "my-library",
          "library",
          "wish-list",
          "to-buy",
          "favorites",
          "favourites",
          "default",
          "ebook",
          "ebooks",
          "kindle",
          "audiobook",
          "audiobooks",
          "books",
          "re-read",
          "dnf",
          "did-not-finish");

  @Override
  public String format() {
    return "goodreads";
  }

  @Override
  public String description() {
    return "Goodreads (UCSD): interactions, books and authors as JSON lines";
  }

  @Override
  public boolean recognises(DataFolder folder) {
    return folder.first(INTERACTIONS::isIn).isPresent();
  }

  @Override
  public Dataset read(DataFolder folder, ReadOptions options) {
    if (!recognises(folder)) {
      throw DataException.of(folder.dir().toString(), "must hold interactions of Goodreads");
    }
    Reading reading = new Reading(folder.name(), options);
    INTERACTIONS.read(folder.all(INTERACTIONS::isIn), reading, true);
    Map<String, String> authors = authors(folder, reading);
    ItemText text = new ItemText(reading);
    for (DataFile file : folder.all(GoodreadsReader::isBooks)) {
      JsonCatalogue.read(
          file.source(), reading, "book_id", BOOK, (id, line) -> item(id, line, authors, text));
    }
    UnreadFiles.count(
        folder,
        reading,
        List.of(INTERACTIONS::isIn, GoodreadsReader::isBooks, GoodreadsReader::isAuthors));
    return reading.dataset();
  }

  private static boolean isBooks(DataFile file) {
    Set<String> fields = JsonFields.of(file);
    return fields.containsAll(Set.of("book_id", "title")) && !fields.contains("user_id");
  }

  private static boolean isAuthors(DataFile file) {
    Set<String> fields = JsonFields.of(file);
    return fields.containsAll(Set.of("author_id", "name")) && !fields.contains("book_id");
  }

  private static Map<String, String> authors(DataFolder folder, Reading reading) {
    Map<String, String> names = new HashMap<>();
    for (DataFile file : folder.all(GoodreadsReader::isAuthors)) {
      JsonLine.read(
          file.source(),
          reading,
          line -> {
            JsonRecord author = line.fields(AUTHOR);
            names.putIfAbsent(author.required("author_id"), author.text("name"));
          });
    }
    return names;
  }

  private static Item item(String id, JsonRecord line, Map<String, String> authors, ItemText text) {
    return text.item(id, line.text("title"))
        .value("year", line.text("publication_year"))
        .list("genres", genres(line))
        .list("author", authorsOf(line, authors))
        .description(line.texts("description"))
        .build();
  }

  /** Shelves come with the most used first, and with words joined by hyphens. */
  private static List<String> genres(JsonRecord line) {
    return line.children("popular_shelves").stream()
        .map(shelf -> shelf.text("name"))
        .filter(name -> !NO_GENRES.contains(name))
        .map(name -> name.replace('-', ' '))
        .toList();
  }

  private static List<String> authorsOf(JsonRecord line, Map<String, String> names) {
    return line.children("authors").stream().map(author -> nameOf(author, names)).toList();
  }

  private static String nameOf(JsonRecord author, Map<String, String> names) {
    String name = author.text("name");
    return name.isEmpty() ? names.getOrDefault(author.text("author_id"), "") : name;
  }
}
