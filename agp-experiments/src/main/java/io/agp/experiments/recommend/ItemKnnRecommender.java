package io.agp.experiments.recommend;

import io.agp.User;
import io.agp.experiments.data.Dataset;
import java.util.Arrays;

/**
 * Recommends items that were taken by the users who took the history's items. The score of item i
 * is the sum over the last interactions j of {@code decay^age(j) · cos(i, j)}, where the last
 * interaction has age 0 and {@code cos(i, j)} is the number of users who had both, divided by the
 * root of the product of the numbers of users who had each. Immutable and thread-safe.
 *
 * <p>No matrix of similarities is stored: a user's scores take at most one pass over all
 * interactions, and memory grows with the interactions only.
 */
public final class ItemKnnRecommender implements Recommender {
  private final Catalogue catalogue;
  private final int[][] itemsOfUsers;
  private final int[][] usersOfItems;
  private final int lastItems;
  private final double decay;

  private ItemKnnRecommender(Dataset training, int lastItems, double decay) {
    this.catalogue = Catalogue.of(training);
    this.itemsOfUsers = training.users().stream().map(catalogue::indexesOf).toArray(int[][]::new);
    this.usersOfItems = usersOfItems(itemsOfUsers, catalogue);
    this.lastItems = lastItems;
    this.decay = decay;
  }

  private static int[][] usersOfItems(int[][] itemsOfUsers, Catalogue catalogue) {
    int[][] users = new int[catalogue.items().size()][];
    Arrays.setAll(users, item -> new int[catalogue.popularity(item)]);
    int[] filled = new int[users.length];
    for (int user = 0; user < itemsOfUsers.length; user++) {
      for (int item : itemsOfUsers[user]) {
        users[item][filled[item]++] = user;
      }
    }
    return users;
  }

  /**
   * Fits with the defaults: the last 20 interactions, decay 0.8.
   *
   * @param training what to fit on; must not hold what is to be found
   * @return the recommender
   */
  public static ItemKnnRecommender fit(Dataset training) {
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

  @Override
  public String name() {
    String window = lastItems == Integer.MAX_VALUE ? "whole history" : "last " + lastItems;
    return "ItemKNN (" + window + (decay == 1 ? "" : ", decay " + decay) + ")";
  }

  @Override
  public Catalogue catalogue() {
    return catalogue;
  }

  @Override
  public double[] scores(User user) {
    return spread(likeness(catalogue.indexesOf(user)));
  }

  /**
   * How much each training user shares with a history. The sum over the history's items of their
   * common users with item i is regrouped by user, so that the cost does not grow with the history.
   */
  private double[] likeness(int[] history) {
    double[] likeness = new double[itemsOfUsers.length];
    double weight = 1;
    for (int place = history.length - 1; place >= first(history); place--) {
      int[] users = usersOfItems[history[place]];
      double share = weight / Math.sqrt(users.length);
      for (int user : users) {
        likeness[user] += share;
      }
      weight *= decay;
    }
    return likeness;
  }

  private int first(int[] history) {
    return Math.max(0, history.length - lastItems);
  }

  private double[] spread(double[] likeness) {
    double[] scores = new double[usersOfItems.length];
    for (int user = 0; user < likeness.length; user++) {
      if (likeness[user] > 0) {
        for (int item : itemsOfUsers[user]) {
          scores[item] += likeness[user];
        }
      }
    }
    for (int item = 0; item < scores.length; item++) {
      scores[item] /= Math.sqrt(Math.max(1, usersOfItems[item].length));
    }
    return scores;
  }

  /** Settings of an {@link ItemKnnRecommender}. Not thread-safe. */
  public static final class Builder {
    private int lastItems = 20;
    private double decay = 0.8;

    private Builder() {}

    /**
     * Sets how many of the last interactions count; default 20.
     *
     * @param lastItems at least 1
     * @return this builder
     */
    public Builder lastItems(int lastItems) {
      this.lastItems = lastItems;
      return this;
    }

    /**
     * Sets the factor by which an interaction weighs less than the next one; default 0.8.
     *
     * @param decay above 0, at most 1; 1 weighs all the same
     * @return this builder
     */
    public Builder decay(double decay) {
      this.decay = decay;
      return this;
    }

    /**
     * Makes the whole history count, all interactions the same.
     *
     * @return this builder
     */
    public Builder wholeHistory() {
      return lastItems(Integer.MAX_VALUE).decay(1);
    }

    /**
     * Fits.
     *
     * @param training what to fit on; must not hold what is to be found
     * @return the recommender
     * @throws IllegalArgumentException if a setting is out of its range
     */
    public ItemKnnRecommender fit(Dataset training) {
      if (lastItems < 1) {
        throw new IllegalArgumentException("lastItems must be at least 1, was " + lastItems);
      }
      if (!(decay > 0 && decay <= 1)) {
        throw new IllegalArgumentException("decay must be above 0 and at most 1, was " + decay);
      }
      return new ItemKnnRecommender(training, lastItems, decay);
    }
  }
}
