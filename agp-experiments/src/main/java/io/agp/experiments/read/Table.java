package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Where the rows of a table are: a file, packed with gzip or not, or the result of a query. Nothing
 * is opened before a {@link TableReader} reads. Immutable; thread-safe if the data source is.
 */
public final class Table {
  private final TableRows rows;

  private Table(TableRows rows) {
    this.rows = rows;
  }

  /**
   * Comma separated values in UTF-8, with a header. Values may stand in double quotes.
   *
   * @param file the file
   * @return the table
   * @throws DataException if there is no such file
   */
  public static Table csv(Path file) {
    return csv(file, ',', StandardCharsets.UTF_8);
  }

  /**
   * Separated values with a header. Values may stand in double quotes.
   *
   * @param file the file
   * @param delimiter what separates values; no quote and no line break
   * @param charset the character set; UTF-8 may begin with a byte order mark
   * @return the table
   * @throws IllegalArgumentException if the delimiter is a quote or a line break
   * @throws DataException if there is no such file
   */
  public static Table csv(Path file, char delimiter, Charset charset) {
    if ("\"\r\n".indexOf(delimiter) >= 0) {
      throw new IllegalArgumentException(
          "delimiter must be no quote and no line break, was character " + (int) delimiter);
    }
    return new Table(new CsvRows(TextSource.file(file), delimiter, charset));
  }

  /**
   * JSON lines in UTF-8: one object a line, columns are its fields. A field may be missing, null, a
   * text or a number, and for attributes of items a list.
   *
   * @param file the file
   * @return the table
   * @throws DataException if there is no such file
   */
  public static Table jsonLines(Path file) {
    return new Table(new JsonRows(TextSource.file(file)));
  }

  /**
   * The result of a query. Rows are fetched in blocks of 1000 where the driver can (MySQL needs
   * {@code useCursorFetch=true}). The connection is for reading only and closed after the reading.
   *
   * @param database gives the connection
   * @param sql the query; to be written by those who run it, as it is executed as it is
   * @return the table
   */
  public static Table query(DataSource database, String sql) {
    Objects.requireNonNull(database, "database");
    return query("query", database::getConnection, sql);
  }

  static Table query(String name, QueryRows.Database database, String sql) {
    return new Table(new QueryRows(name, database, Objects.requireNonNull(sql, "sql")));
  }

  TableRows rows() {
    return rows;
  }
}
