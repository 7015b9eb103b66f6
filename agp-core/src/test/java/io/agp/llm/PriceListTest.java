package io.agp.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceListTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  @TempDir private Path folder;

  private Path file(String entries) throws IOException {
    return Files.writeString(
        folder.resolve("prices.json"),
        "{\"format\":\"agp-prices-1\",\"prices\":[" + entries + "]}");
  }

  private static String entry(String model, String from, String input) {
    return String.format(
        "{\"model\":\"%s\",\"from\":\"%s\",\"source\":\"the contract\",\"input\":%s,"
            + "\"cachedInput\":0.5,\"output\":8}",
        model, from, input);
  }

  @Test
  void theLatestValidEntryCountsAndThenTheNearestPattern() throws IOException {
    PriceList prices =
        PriceList.load(
            file(
                String.join(
                    ",",
                    entry("m-*", "2026-01-01", "1"),
                    entry("m-*", "2026-11-20", "2"),
                    entry("m-large", "2026-11-20", "3"),
                    entry("m-*", "2026-11-21", "4"))));

    assertThat(prices.of("m-small", DAY).orElseThrow().input()).isEqualByComparingTo("2");
    assertThat(prices.of("m-large", DAY).orElseThrow().input()).isEqualByComparingTo("3");
    assertThat(prices.of("m-large", DAY.plusDays(1)).orElseThrow().input())
        .isEqualByComparingTo("4");
    assertThat(prices.of("m-small", LocalDate.of(2025, 12, 31))).isEmpty();
    assertThat(prices.of("another m-", DAY)).isEmpty();
  }

  @Test
  void cachedTokensWithoutAPriceCostWhatOthersDo() throws IOException {
    Path file =
        file("{\"model\":\"m\",\"from\":\"2026-01-01\",\"source\":\"s\",\"input\":2,\"output\":8}");

    assertThat(PriceList.load(file).of("m", DAY).orElseThrow().cachedInput())
        .isEqualByComparingTo("2");
  }

  @Test
  void cachedAndOutputTokensHaveTheirOwnPrices() {
    Price price = new Price(new BigDecimal("2"), new BigDecimal("0.5"), new BigDecimal("8"), DAY);

    assertThat(price.of(new TokenUsage(1_000_000, 400_000, 250_000, 100_000)))
        .isEqualByComparingTo("3.4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Price(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.valueOf(-1), DAY))
        .withMessage("Prices must not be negative: input 1, cachedInput 1, output -1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|format must be \"agp-prices-1\"",
        "nothing|the file must be JSON",
        "{'format':'agp-prices-1','prices':1}|prices must be an array",
        "{'format':'agp-prices-1','prices':[1]}|entry 1: it must be an object",
        "{'format':'agp-prices-1','prices':[{'source':'s'}]}|entry 1: model must be a text, was null",
        "{'format':'agp-prices-1','prices':[{'source':'s','model':'m','from':'now'}]}|entry 1: from must be a day",
        "{'format':'agp-prices-1','prices':[{'source':'s','model':'m','from':'2026-01-01','input':-1}]}|entry 1: input must be a number of at least 0, was -1.0",
        "{'format':'agp-prices-1','prices':[{'source':'s','model':'m','from':'2026-01-01','input':1,'cached':1}]}|entry 1: cached must be one of [cachedInput, from, input, model, output, source]",
        "{'format':'agp-prices-1','prices':[{'source':'s','model':'m','from':'2026-01-01','input':'1'}]}|entry 1: input must be a number of at least 0, was 1"
      },
      quoteCharacter = '`')
  void whatIsWrongIsNamed(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.json"), text.replace('\'', '"'));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PriceList.load(file))
        .withMessageContainingAll("bad.json", message);
  }
}
