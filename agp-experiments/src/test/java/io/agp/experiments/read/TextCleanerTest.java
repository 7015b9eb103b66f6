package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextCleanerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Tom &amp; Jerry|Tom & Jerry",
        "Tom &amp;amp; Jerry|Tom & Jerry",
        "AT&T; 3 < 4 & 5 > 2|AT&T; 3 < 4 & 5 > 2",
        "I <3 you|I <3 you",
        "<p>One</p><p>Two<br>Three</p>|One Two Three",
        "<b>Bold</b>er|Bolder",
        "a<script>alert(1)</script>b|a b",
        "<!-- note -->x|x",
        "&#39;q&#x27;|'q'",
        "&lt;b&gt;x&lt;/b&gt;|x",
        "Family 👨‍👩‍👧 🎉|Family 👨‍👩‍👧 🎉",
      })
  void markupAndEntitiesAreResolvedOnlyWhereTheyAre(String raw, String clean) {
    assertThat(TextCleaner.clean(raw, 100)).isEqualTo(clean);
  }

  @Test
  void whiteSpaceIsCollapsedAndWhatNobodySeesIsRemoved() {
    assertThat(TextCleaner.clean(" a\t\r\n\u00A0b \u0000 c\u200Bd\u202Ee\uD83D f\uFEFF\u2028", 100))
        .isEqualTo("a b cde f");
  }

  @Test
  void aLongTextEndsAtAWord() {
    assertThat(TextCleaner.clean("one two three four", 16)).isEqualTo("one two three...");
    assertThat(TextCleaner.clean("one two three four", 15)).isEqualTo("one two...");
    assertThat(TextCleaner.clean("one two three four", 18)).isEqualTo("one two three four");
  }

  @Test
  void aLongWordIsCutBetweenCharacters() {
    assertThat(TextCleaner.cut("🎉".repeat(10), 6)).isEqualTo("🎉...");
    assertThat(TextCleaner.cut("abcdefghij", 6)).isEqualTo("abc...");
  }

  @Property(seed = "2026", tries = 500)
  void anyTextBecomesOneShortLine(
      @ForAll String raw, @ForAll @IntRange(min = 5, max = 300) int max) {
    String text = TextCleaner.clean(raw, max);

    assertThat(text).hasSizeLessThanOrEqualTo(max).doesNotContainPattern("[\\p{Cc}\\p{Cs}]|  ");
    assertThat(text).isEqualTo(text.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<div>", "<b>", "<", "&", "&amp;", "<a href='", "<table><tr>", "<!--", "<p/"})
  void hugeMarkupIsQuick(String part) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> TextCleaner.clean(part.repeat(100_000), 300));
  }
}
