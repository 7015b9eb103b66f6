package io.agp.experiments.read;

import io.agp.experiments.data.Dataset;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Own tables, as the file {@code agp-data.json} in the folder maps them: which files or queries,
 * and which columns. Immutable and thread-safe.
 */
final class TableFormat implements DatasetReader {
  static final String FILE = "agp-data.json";
  private static final String COMMA = ",";

  private final Function<String, @Nullable String> environment;

  TableFormat() {
    this(System::getenv);
  }

  /** With another environment, for tests. */
  TableFormat(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  @Override
  public String format() {
    return "table";
  }

  @Override
  public String description() {
    return "own tables: agp-data.json, which maps CSV files, JSON lines or database queries";
  }

  @Override
  public boolean recognises(DataFolder folder) {
    return folder.named(FILE).isPresent();
  }

  @Override
  public Dataset read(DataFolder folder, ReadOptions options) {
    Mapping mapping = Mapping.read(folder.require(FILE).source());
    mapping.allow("jdbc", "interactions", "items");
    TableReader.Builder reader = interactions(folder, mapping, mapping.section("interactions"));
    mapping.optionalSection("items").ifPresent(items -> addItems(folder, mapping, items, reader));
    return reader.build().read(folder.name(), options);
  }

  private TableReader.Builder interactions(DataFolder folder, Mapping mapping, Mapping columns) {
    columns.allow(
        "file",
        "delimiter",
        "charset",
        "query",
        "user",
        "item",
        "time",
        "timeUnit",
        "timeZone",
        "rating");
    TableReader.Builder reader =
        TableReader.builder(table(folder, mapping, columns, "interactions"))
            .user(columns.text("user"))
            .item(columns.text("item"));
    columns.optionalText("rating").ifPresent(reader::rating);
    columns.optionalText("time").ifPresent(time -> addTime(columns, time, reader));
    return reader;
  }

  private static void addTime(Mapping columns, String time, TableReader.Builder reader) {
    try {
      reader.zone(columns.optionalText("timeZone").map(ZoneId::of).orElse(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      throw columns.rejected("timeZone", "must be a time zone such as Europe/Berlin");
    }
    try {
      reader.time(time, columns.text("timeUnit"));
    } catch (IllegalArgumentException e) {
      throw columns.rejected(
          "timeUnit", "must be seconds, milliseconds, iso or a pattern: " + e.getMessage());
    }
  }

  private void addItems(
      DataFolder folder, Mapping mapping, Mapping columns, TableReader.Builder reader) {
    columns.allow("file", "delimiter", "charset", "query", "id", "title", "attributes");
    Table table = table(folder, mapping, columns, "items");
    reader.items(table, columns.text("id"), columns.text("title"));
    columns
        .optionalSection("attributes")
        .ifPresent(
            attributes ->
                attributes.keys().forEach(name -> addAttribute(attributes, name, reader)));
  }

  private static void addAttribute(Mapping attributes, String name, TableReader.Builder reader) {
    if (name.isBlank()) {
      throw attributes.rejected(name, "must not be a blank name");
    }
    reader.attribute(name, attributes.text(name));
  }

  private Table table(DataFolder folder, Mapping mapping, Mapping columns, String name) {
    if (columns.has("file") == columns.has("query")) {
      throw columns.rejected("file", "must be given, or else query, and not both");
    }
    if (columns.has("file")) {
      return file(folder, columns);
    }
    QueryRows.Database database = JdbcDatabase.of(mapping.section("jdbc"), environment);
    return Table.query("query of " + name, database, columns.text("query"));
  }

  private static Table file(DataFolder folder, Mapping columns) {
    Path path = within(folder.dir(), columns);
    if (DataFile.of(path).firstLine().stripLeading().startsWith("{")) {
      return Table.jsonLines(path);
    }
    return Table.csv(path, delimiter(columns), charset(columns));
  }

  /** A mapping is data that may come from others: it names no file elsewhere. */
  private static Path within(Path dir, Mapping columns) {
    try {
      Path path = dir.resolve(columns.text("file")).normalize();
      if (path.startsWith(dir.normalize())) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw columns.rejected("file", "must be a file's name");
    }
    throw columns.rejected("file", "must be a file in the folder of " + FILE);
  }

  private static char delimiter(Mapping columns) {
    String delimiter = columns.anyText("delimiter").orElse(COMMA);
    if (delimiter.length() != 1 || "\"\r\n".contains(delimiter)) {
      throw columns.rejected("delimiter", "must be one character, no quote and no line break");
    }
    return delimiter.charAt(0);
  }

  private static Charset charset(Mapping columns) {
    try {
      return columns.optionalText("charset").map(Charset::forName).orElse(StandardCharsets.UTF_8);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw columns.rejected("charset", "must be a character set such as ISO-8859-1");
    }
  }
}
