package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The result of a query as a table. Rows are fetched in blocks as they are read, where the driver
 * can; the connection is for reading only, and nothing is committed. Column names are compared
 * without case, as databases change it. Dates and times become ISO texts.
 *
 * @param name what messages call it
 * @param database opens a connection, which is closed after the reading
 * @param sql the query
 */
record QueryRows(String name, Database database, String sql) implements TableRows {
  private static final int FETCHED_AT_ONCE = 1000;

  /** Opens connections. */
  @FunctionalInterface
  interface Database {
    Connection open() throws SQLException;
  }

  @Override
  public void read(List<String> columns, Reading reading, Consumer<TableRow> rows) {
    try (Connection connection = open()) {
      query(connection, columns, reading, rows);
    } catch (SQLException e) {
      throw DataException.unreadable(name, e);
    }
  }

  /**
   * What a driver says of a refused connection may hold credentials, so only codes are passed on.
   */
  private Connection open() {
    try {
      return database.open();
    } catch (SQLException e) {
      throw DataException.of(
          name,
          String.format(
              "must have a database that opens: SQL state %s, code %d",
              e.getSQLState(), e.getErrorCode()));
    }
  }

  private void query(
      Connection connection, List<String> columns, Reading reading, Consumer<TableRow> rows)
      throws SQLException {
    connection.setReadOnly(true);
    connection.setAutoCommit(false); // PostgreSQL fetches everything at once otherwise.
    try (PreparedStatement query =
        connection.prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
      query.setFetchSize(FETCHED_AT_ONCE);
      try (ResultSet result = query.executeQuery()) {
        each(result, columns, reading, rows);
      }
    }
    connection.rollback();
  }

  private void each(
      ResultSet result, List<String> columns, Reading reading, Consumer<TableRow> rows)
      throws SQLException {
    int[] places = places(result.getMetaData(), columns);
    for (long number = 1; result.next(); number++) {
      Map<String, String> values = new HashMap<>();
      for (int i = 0; i < places.length; i++) {
        String column = columns.get(i);
        text(result, places[i]).ifPresent(value -> values.put(column, value));
      }
      TableRow row = new TextRow(name, number, values);
      reading.record(() -> rows.accept(row));
    }
  }

  private int[] places(ResultSetMetaData result, List<String> columns) throws SQLException {
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= result.getColumnCount(); i++) {
      labels.add(result.getColumnLabel(i));
    }
    int[] places = new int[columns.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = place(columns.get(i), labels);
    }
    return places;
  }

  private int place(String column, List<String> labels) {
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i).equalsIgnoreCase(column)) {
        return i + 1;
      }
    }
    throw DataException.of(
        name,
        String.format(
            "must have the column %s in its result, has %s", column, String.join(", ", labels)));
  }

  private static Optional<String> text(ResultSet result, int place) throws SQLException {
    return switch (result.getMetaData().getColumnType(place)) {
      case Types.TIMESTAMP ->
          Optional.ofNullable(result.getTimestamp(place))
              .map(time -> time.toLocalDateTime().toString());
      case Types.DATE ->
          Optional.ofNullable(result.getDate(place)).map(date -> date.toLocalDate().toString());
      case Types.TIMESTAMP_WITH_TIMEZONE ->
          Optional.ofNullable(result.getObject(place, OffsetDateTime.class))
              .map(OffsetDateTime::toString);
      default -> Optional.ofNullable(result.getString(place));
    };
  }
}
