package io.agp.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code on RPP in the README and in the package's Javadoc is that of an example. */
class RppSnippetsTest {
  private static final Path EXAMPLE =
      Path.of("src/main/java/io/agp/examples/LearnAPromptForEachUser.java");
  private static final Path README = Path.of("../README.md");
  private static final Path PACKAGE =
      Path.of("../agp-rpp/src/main/java/io/agp/rpp/package-info.java");

  private static final Pattern OF_README =
      Pattern.compile("## A prompt for each user: RPP.*?```java\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern OF_JAVADOC =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n \\* }</pre>", Pattern.DOTALL);

  @Test
  void everyStatementOfTheReadmeIsInTheExample() throws IOException {
    assertThat(missing(statements(README, OF_README))).isEmpty();
  }

  @Test
  void everyStatementOfTheJavadocIsInTheExample() throws IOException {
    assertThat(missing(statements(PACKAGE, OF_JAVADOC))).isEmpty();
  }

  /** Cut after each line that ends a statement, without comments, indentation and asterisks. */
  private static List<String> statements(Path file, Pattern snippet) throws IOException {
    Matcher matcher = snippet.matcher(Files.readString(file));
    assertThat(matcher.find()).isTrue();
    String code = matcher.group(1).replaceAll("(?m)^ \\*", "").replaceAll("(?m)//.*$", "").strip();
    List<String> statements =
        Stream.of(code.split("(?<=;)\\s*\\n", -1)).map(RppSnippetsTest::withoutSpaces).toList();
    assertThat(statements).hasSizeGreaterThan(4);
    return statements;
  }

  private static List<String> missing(List<String> statements) throws IOException {
    String example = withoutSpaces(Files.readString(EXAMPLE));
    return statements.stream().filter(statement -> !example.contains(statement)).toList();
  }

  private static String withoutSpaces(String code) {
    return code.replaceAll("\\s+", "");
  }
}
