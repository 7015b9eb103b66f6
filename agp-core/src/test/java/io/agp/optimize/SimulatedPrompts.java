package io.agp.optimize;

import io.agp.Fixtures;
import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.metrics.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Prompts as the ranks that they give to the one relevant item of each user, out of ten. Users
 * differ in how hard they are, whatever the prompt.
 */
final class SimulatedPrompts {
  private static final int CLUSTER = 5;
  private static final double[] NDCG = ndcgByRank();

  /** How a prompt's ranks hang on those of its parent, and on those of other users. */
  enum Noise {
    /** Every prompt draws every user's rank anew. */
    INDEPENDENT,
    /** A rewrite moves one user in five; the others keep the rank that the parent gave. */
    LIKE_THE_PARENT,
    /** Five users make a cluster; half of a rewrite's ranks are drawn for whole clusters. */
    CLUSTERED
  }

  private final List<LabelledUser> users;
  private final List<Ranking> byRank = new ArrayList<>();
  private final double[] hardness;
  private final Noise noise;
  private final Random random;

  SimulatedPrompts(int users, Noise noise, long seed) {
    this.users = Fixtures.labelled("u", users, 1);
    this.noise = noise;
    this.random = new Random(seed);
    this.hardness = new double[users];
    Arrays.setAll(hardness, i -> Math.exp(0.6 * random.nextGaussian()));
    for (int rank = 0; rank < 10; rank++) {
      List<Item> items = new ArrayList<>(Fixtures.items(10));
      Collections.swap(items, 0, rank);
      byRank.add(Ranking.base(items));
    }
  }

  /** To which cluster each user belongs. */
  List<Integer> clusters() {
    return IntStream.range(0, users.size()).mapToObj(i -> i / CLUSTER).toList();
  }

  int[] first() {
    int[] ranks = new int[hardness.length];
    Arrays.setAll(ranks, this::draw);
    return ranks;
  }

  /** A rewrite that changes nothing: the users' ranks come from where the parent's came from. */
  int[] rewrite(int[] parent) {
    int[] ranks = new int[parent.length];
    double shared = 0;
    for (int i = 0; i < ranks.length; i++) {
      shared = i % CLUSTER == 0 ? random.nextDouble() : shared;
      ranks[i] =
          switch (noise) {
            case INDEPENDENT -> draw(i);
            case LIKE_THE_PARENT -> random.nextDouble() < 0.8 ? parent[i] : draw(i);
            case CLUSTERED -> random.nextBoolean() ? 1 + (int) (10 * shared) : draw(i);
          };
    }
    return ranks;
  }

  /** The same ranks, but a user in so many gets the relevant item in the first place. */
  int[] better(int[] ranks, double share) {
    return Arrays.stream(ranks).map(rank -> random.nextDouble() < share ? 1 : rank).toArray();
  }

  private int draw(int user) {
    return 1 + (int) (10 * Math.pow(random.nextDouble(), hardness[user]));
  }

  /** What a rule is told of the prompt. */
  Evaluation evaluation(int[] ranks) {
    return Evaluation.of(
        users, Arrays.stream(ranks).mapToObj(rank -> byRank.get(rank - 1)).toList());
  }

  /** The same as NDCG alone, in a fraction of the time. */
  static double[] gains(int[] champion, int[] challenger) {
    double[] gains = new double[champion.length];
    Arrays.setAll(gains, i -> ndcg(challenger[i]) - ndcg(champion[i]));
    return gains;
  }

  static double ndcg(int rank) {
    return NDCG[rank];
  }

  private static double[] ndcgByRank() {
    double[] values = new double[11];
    Arrays.setAll(values, rank -> rank == 0 ? Double.NaN : Math.log(2) / Math.log1p(rank));
    return values;
  }
}
