package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcTableTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("DB_USER", "reader", "DB_PASSWORD", "s3cret", "WRONG", "wr0ng");

  @TempDir Path dir;
  private String url = "";

  @BeforeEach
  void fillDatabase() throws SQLException {
    url = "jdbc:h2:file:" + dir.resolve("shop").toAbsolutePath();
    try (Connection connection = DriverManager.getConnection(url, "reader", "s3cret");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table orders(customer int, sku varchar, bought timestamp, on_day date,"
              + " zoned timestamp with time zone, stars double)");
      statement.execute("create table products(sku varchar, name varchar, text clob)");
      statement.execute(
          "insert into orders select 1 + x / 1500, 'p' || mod(x, 3000), timestamp '2020-01-01"
              + " 10:00:00', date '2020-01-02', timestamp with time zone '2020-01-03"
              + " 00:00:00+02:00', null from system_range(0, 2999)");
      statement.execute("insert into products values ('p0', 'Tea', 'Green'), ('q', null, null)");
    }
  }

  private Dataset read(String passwordEnv, String query, String timeColumn) {
    new TestFolder(dir)
        .with(
            "agp-data.json",
            "{\"jdbc\": {\"url\": \"" + url + "\", \"userEnv\": \"DB_USER\",",
            "  \"passwordEnv\": \"" + passwordEnv + "\"},",
            "\"interactions\": {\"query\": \"" + query + "\", \"user\": \"customer\",",
            "  \"item\": \"sku\", \"time\": \"" + timeColumn + "\", \"timeUnit\": \"iso\",",
            "  \"rating\": \"stars\"},",
            "\"items\": {\"query\": \"select * from products\", \"id\": \"sku\", \"title\": \"name\",",
            "  \"attributes\": {\"description\": \"text\"}}}");
    return new TableFormat(ENVIRONMENT::get).read(DataFolder.open(dir), ReadOptions.DEFAULT);
  }

  @Test
  void queriesGiveInteractionsAndItems() {
    Dataset dataset = read("DB_PASSWORD", "select * from orders", "bought");

    assertThat(dataset.interactions()).isEqualTo(3000);
    assertThat(dataset.users()).extracting(user -> user.id()).containsExactly("1", "2");
    assertThat(dataset.items().get("p0"))
        .isEqualTo(Item.of("p0", "Tea").with("description", "Green"));
    assertThat(dataset.users().get(0).history().get(0).time())
        .contains(Instant.parse("2020-01-01T10:00:00Z"));
  }

  @Test
  void datesAndTimesWithAZoneAreTimes() {
    assertThat(
            read("DB_PASSWORD", "select * from orders", "on_day")
                .users()
                .get(0)
                .history()
                .get(0)
                .time())
        .contains(Instant.parse("2020-01-02T00:00:00Z"));
    assertThat(
            read("DB_PASSWORD", "select * from orders", "zoned")
                .users()
                .get(0)
                .history()
                .get(0)
                .time())
        .contains(Instant.parse("2020-01-02T22:00:00Z"));
  }

  @Test
  void aProgramPassesItsDataSource() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL(url);
    database.setUser("reader");
    database.setPassword("s3cret");

    Dataset dataset =
        TableReader.builder(Table.query(database, "select customer, sku from orders"))
            .user("customer")
            .item("sku")
            .build()
            .read("shop", ReadOptions.DEFAULT);

    assertThat(dataset.interactions()).isEqualTo(3000);
  }

  @Test
  void aRefusedConnectionNamesNoCredentials() {
    assertThatThrownBy(() -> read("WRONG", "select * from orders", "bought"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "query of interactions: must have a database that opens: SQL state 28000, code 28000")
        .hasNoCause();
  }

  @Test
  void anUnsetVariableIsNamedByItsPlace() {
    assertThatThrownBy(() -> read("UNSET", "select * from orders", "bought"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            dir.resolve("agp-data.json")
                + ", line 2, field jdbc.passwordEnv: must be an environment variable that is set,"
                + " was \"(not shown)\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:mem:x;PASSWORD=s3cret",
        "jdbc:h2:mem:x;user=reader",
        "jdbc:postgresql://reader:s3cret@host/db",
        "jdbc:mysql://host/db?password=s3cret",
        "jdbc:oracle:thin:reader/s3cret@host:1521",
      })
  void credentialsInTheUrlAreRefusedUnseen(String withCredentials) {
    url = withCredentials;

    assertThatThrownBy(() -> read("DB_PASSWORD", "select 1", "bought"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(", line 1, field jdbc.url: must hold no credentials")
        .hasMessageNotContaining("s3cret")
        .hasMessageNotContaining("reader");
  }

  @Test
  void aUrlWithoutADriverIsRefused() {
    url = "jdbc:nothing:x";

    assertThatThrownBy(() -> read("DB_PASSWORD", "select 1", "bought"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("field jdbc.url: must be a JDBC URL that a driver");
  }

  @Test
  void aMissingColumnIsNamedWithThoseThatAreThere() {
    assertThatThrownBy(() -> read("DB_PASSWORD", "select customer, sku from orders", "bought"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "query of interactions: must have the column bought in its result, has CUSTOMER, SKU");
  }

  @Test
  void aQueryThatTheDatabaseRefusesIsAnError() {
    assertThatThrownBy(() -> read("DB_PASSWORD", "select * from nowhere", "bought"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("query of interactions: must be readable: ");
    assertThatThrownBy(() -> read("DB_PASSWORD", "drop table orders", "bought"))
        .isInstanceOf(DataException.class);
  }

  @Test
  void aRowWithoutAnIdIsLocated() {
    assertThatThrownBy(
            () ->
                read(
                    "DB_PASSWORD",
                    "select null as customer, sku, bought, stars from orders",
                    "bought"))
        .isInstanceOf(DataException.class)
        .hasMessage("query of interactions, line 1, field customer: must not be blank, was \"\"");
  }
}
