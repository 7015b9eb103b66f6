package io.agp.cli;

import io.agp.experiments.report.Comparison;
import io.agp.llm.Ledger;
import io.agp.llm.MeteredLlmClient;
import io.agp.llm.Spending;
import io.agp.llm.TokenUsage;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a point of NDCG costs; a point is a hundredth, as in .58 to .59.
 *
 * @param gain NDCG gained, from -1 to 1
 * @param calls calls that it took
 * @param tokens tokens that it took
 * @param usd what they cost, if the price is known
 */
record CostPerPoint(double gain, long calls, long tokens, Optional<BigDecimal> usd) {
  private static final double POINTS = 100;

  /** All that was sent, for what it gained. */
  static CostPerPoint of(double gain, Ledger ledger) {
    Spending total = ledger.total();
    return new CostPerPoint(gain, total.calls(), total.tokens(), ledger.cost(total));
  }

  /** What one method's rankings cost, for what they gain over the base ranking. */
  static CostPerPoint of(
      Comparison comparison, String method, Function<Spending, Optional<BigDecimal>> price) {
    MeteredLlmClient.Meter used = comparison.cost(method);
    return new CostPerPoint(
        comparison.difference(method, Comparison.BASE).meanDifference(),
        used.calls(),
        used.usage().total(),
        price.apply(new Spending(used.calls(), used.usage(), TokenUsage.NONE)));
  }

  /** Of all methods that are compared with the base ranking; empty if that is not among them. */
  static Map<String, CostPerPoint> all(
      Comparison comparison, Function<Spending, Optional<BigDecimal>> price) {
    Map<String, CostPerPoint> costs = new LinkedHashMap<>();
    if (comparison.methods().contains(Comparison.BASE)) {
      comparison.methods().stream()
          .filter(method -> !method.equals(Comparison.BASE))
          .forEach(method -> costs.put(method, of(comparison, method, price)));
    }
    return costs;
  }

  static Map<String, Object> asJson(Map<String, CostPerPoint> costs) {
    Map<String, Object> json = new LinkedHashMap<>();
    costs.forEach((method, cost) -> json.put(method, cost.asJson()));
    return json;
  }

  /** Nothing was gained that a cost could be divided by. */
  boolean isWithoutGain() {
    return !(gain > 0);
  }

  String text() {
    if (isWithoutGain()) {
      return String.format(
          Locale.ROOT, "nothing gained (%+.4f) for %d calls, %d tokens", gain, calls, tokens);
    }
    return String.format(
        Locale.ROOT,
        "%.1f calls, %.0f tokens, %s USD for each of %.2f points",
        per((double) calls),
        per((double) tokens),
        usd.map(paid -> String.format(Locale.ROOT, "%.6f", per(paid.doubleValue())))
            .orElse(LedgerTable.UNKNOWN),
        POINTS * gain);
  }

  private double per(double cost) {
    return cost / (POINTS * gain);
  }

  /** Without the divided values if nothing was gained, and without money if it is not known. */
  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("gain", gain);
    json.put("calls", calls);
    json.put("tokens", tokens);
    usd.ifPresent(paid -> json.put("usd", paid.toPlainString()));
    if (!isWithoutGain()) {
      json.put("callsPerPoint", per((double) calls));
      json.put("tokensPerPoint", per((double) tokens));
      usd.ifPresent(paid -> json.put("usdPerPoint", per(paid.doubleValue())));
    }
    return json;
  }
}
