package io.agp.experiments.recommend;

import io.agp.Item;
import io.agp.User;
import io.agp.experiments.data.Dataset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Recommends items whose text is like that of the user's last items, by BM25 (Robertson and others,
 * 1994) as Lucene has it. The score of item i is the sum over the query's terms t of {@code q(t) ·
 * idf(t) · f / (f + k1 · (1 − b + b · length(i) / meanLength))}, where {@code q(t)} and {@code f}
 * are how often the query and the item have the term, {@code idf(t) = ln(1 + (N − n(t) + 0.5) /
 * (n(t) + 0.5))}, N is the number of items with a term, n(t) of those with this one, k1 = 1.2 and b
 * = 0.75. Lengths are in terms; Lucene keeps those up to 40 exactly and rounds longer ones down.
 * Immutable and thread-safe.
 *
 * <p>An item's text is its title and the values of its attributes; the query is the text of the
 * user's last items. Both are data: nothing in them is read as a query's syntax. Texts are split
 * into words by Unicode's rules, in lower case; English stop words are left out and English endings
 * cut off. Popularity counts for ties only. An item that shares no term with the query has 0, and
 * so has every item if the user has no history.
 */
public final class Bm25Recommender implements Recommender {
  private final Catalogue catalogue;
  private final TextIndex index;
  private final int lastItems;
  private final int maxQueryTerms;

  private Bm25Recommender(Dataset training, int lastItems, int maxQueryTerms) {
    this.catalogue = Catalogue.of(training);
    this.index = TextIndex.of(catalogue.items().stream().map(Bm25Recommender::text).toList());
    this.lastItems = lastItems;
    this.maxQueryTerms = maxQueryTerms;
  }

  /**
   * Indexes with the defaults: the last 5 items, at most 200 terms in a query.
   *
   * @param training what to index
   * @return the recommender
   */
  public static Bm25Recommender fit(Dataset training) {
    return builder().fit(training);
  }

  /**
   * Starts with the defaults.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Names of attributes are left out: nearly every item would have them. */
  private static String text(Item item) {
    List<String> parts = new ArrayList<>(item.attributes().size() + 1);
    parts.add(item.title());
    parts.addAll(item.attributes().values());
    return String.join("\n", parts);
  }

  @Override
  public String name() {
    return "BM25 (last " + lastItems + ")";
  }

  @Override
  public Catalogue catalogue() {
    return catalogue;
  }

  /**
   * Scores every item by its text.
   *
   * @param user the user with the history to recommend from; an item of it that is unknown here
   *     counts with the text that it brings along
   * @return a fresh array with one score an item, 0 or more, by the catalogue's numbers
   */
  @Override
  public double[] scores(User user) {
    double[] scores = new double[catalogue.items().size()];
    query(user).forEach((term, count) -> index.addScores(term, count, scores));
    return scores;
  }

  private Map<String, Integer> query(User user) {
    Map<String, Integer> counts = new TreeMap<>();
    Map<String, Integer> known = new HashMap<>();
    for (Item item : user.lastItems(lastItems)) {
      OptionalInt number = catalogue.indexOf(item.id());
      Item own = number.isPresent() ? catalogue.items().get(number.getAsInt()) : item;
      index
          .terms(text(own))
          .forEach(
              (term, count) -> {
                counts.merge(term, count, Integer::sum);
                known.merge(term, number.isPresent() ? 1 : 0, Integer::sum);
              });
    }
    return counts.size() <= maxQueryTerms ? counts : cut(counts, known);
  }

  /**
   * The terms of highest idf, which are the rarest. Rarer still are terms that no item beyond the
   * query's own has: they would fill the query and find nothing.
   */
  private Map<String, Integer> cut(Map<String, Integer> counts, Map<String, Integer> known) {
    Map<String, Integer> frequencies = new HashMap<>();
    counts.keySet().forEach(term -> frequencies.put(term, index.frequency(term)));
    Map<String, Integer> kept = new TreeMap<>();
    counts.keySet().stream()
        .filter(term -> frequencies.getOrDefault(term, 0) > known.getOrDefault(term, 0))
        .sorted(
            Comparator.comparing((String term) -> frequencies.getOrDefault(term, 0))
                .thenComparing(Comparator.naturalOrder()))
        .limit(maxQueryTerms)
        .forEach(term -> kept.put(term, counts.getOrDefault(term, 0)));
    return kept;
  }

  /** Settings of a {@link Bm25Recommender}. Not thread-safe. */
  public static final class Builder {
    private int lastItems = 5;
    private int maxQueryTerms = 200;

    private Builder() {}

    /**
     * Sets how many of the last items make the query; default 5.
     *
     * @param lastItems at least 1
     * @return this builder
     */
    public Builder lastItems(int lastItems) {
      this.lastItems = lastItems;
      return this;
    }

    /**
     * Sets how many different terms a query has at most; default 200. Of more, those of highest idf
     * are taken, of equals the first by the alphabet; terms that no item beyond the query's own has
     * are not among them.
     *
     * @param maxQueryTerms at least 1
     * @return this builder
     */
    public Builder maxQueryTerms(int maxQueryTerms) {
      this.maxQueryTerms = maxQueryTerms;
      return this;
    }

    /**
     * Indexes the items' text.
     *
     * @param training what to index
     * @return the recommender
     * @throws IllegalArgumentException if a setting is out of its range
     */
    public Bm25Recommender fit(Dataset training) {
      requirePositive("lastItems", lastItems);
      requirePositive("maxQueryTerms", maxQueryTerms);
      return new Bm25Recommender(training, lastItems, maxQueryTerms);
    }

    private static void requirePositive(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + " must be at least 1, was " + value);
      }
    }
  }
}
