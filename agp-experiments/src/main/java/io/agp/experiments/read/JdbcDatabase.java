package io.agp.experiments.read;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A database by its JDBC URL. Credentials are in environment variables and nowhere else. */
final class JdbcDatabase implements QueryRows.Database {
  private static final Pattern CREDENTIALS =
      Pattern.compile(
          "(?i)(\\b(user|username|uid)|password|passwd|pwd|secret|token)\\s*=|//[^/]*:[^/]*@|/[^/@]+@");

  private final String url;
  private final Properties credentials;

  private JdbcDatabase(String url, Properties credentials) {
    this.url = url;
    this.credentials = credentials;
  }

  static JdbcDatabase of(Mapping jdbc, Function<String, @Nullable String> environment) {
    jdbc.allow("url", "userEnv", "passwordEnv");
    Properties credentials = new Properties();
    put(jdbc, "userEnv", "user", environment, credentials);
    put(jdbc, "passwordEnv", "password", environment, credentials);
    return new JdbcDatabase(url(jdbc), credentials);
  }

  private static String url(Mapping jdbc) {
    String url = jdbc.text("url");
    if (CREDENTIALS.matcher(url).find()) {
      throw jdbc.rejectedUnseen(
          "url", "must hold no credentials: name environment variables in userEnv and passwordEnv");
    }
    try {
      DriverManager.getDriver(url);
      return url;
    } catch (SQLException e) {
      throw jdbc.rejectedUnseen("url", "must be a JDBC URL that a driver on the class path takes");
    }
  }

  private static void put(
      Mapping jdbc,
      String key,
      String property,
      Function<String, @Nullable String> environment,
      Properties credentials) {
    jdbc.optionalText(key)
        .ifPresent(
            variable -> {
              String value = environment.apply(variable);
              if (value == null) {
                throw jdbc.rejectedUnseen(key, "must be an environment variable that is set");
              }
              credentials.setProperty(property, value);
            });
  }

  @Override
  public Connection open() throws SQLException {
    return DriverManager.getConnection(url, credentials);
  }
}
