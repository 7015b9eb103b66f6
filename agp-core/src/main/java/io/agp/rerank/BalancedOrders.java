package io.agp.rerank;

import com.google.common.hash.Hashing;
import io.agp.Item;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The orders in which rounds show the candidates: the rows of Latin squares, so that in each k
 * rounds every candidate has every place once, and in fewer none has a place twice.
 *
 * <p>A square is Williams' design: for even k every candidate also follows every other one once,
 * and rows come in pairs of which one is the other backwards, so that after each pair all
 * candidates have had the same mean place. Which candidate stands where in the first row is drawn
 * by the seed and the user; what is relevant is not known here.
 */
final class BalancedOrders {
  private BalancedOrders() {}

  /** One order a round; at least two candidates. */
  static List<List<Item>> of(List<Item> candidates, int rounds, long seed, String userId) {
    List<List<Item>> orders = new ArrayList<>();
    for (int square = 0; orders.size() < rounds; square++) {
      List<Item> drawn = new ArrayList<>(candidates);
      Random random = random(seed, square, userId);
      Collections.shuffle(drawn, random);
      for (int offset : offsets(candidates.size(), random)) {
        if (orders.size() < rounds) {
          orders.add(row(drawn, offset));
        }
      }
    }
    return orders;
  }

  private static Random random(long seed, int square, String userId) {
    String key = seed + " " + square + " " + userId;
    return new Random(Hashing.sha256().hashString(key, StandardCharsets.UTF_8).asLong());
  }

  /** All rows in pairs half a square apart, the pairs in any order; an odd row comes last. */
  private static List<Integer> offsets(int candidates, Random random) {
    int half = candidates / 2;
    List<Integer> firsts = new ArrayList<>();
    for (int first = 0; first < half; first++) {
      firsts.add(first);
    }
    Collections.shuffle(firsts, random);
    List<Integer> offsets = new ArrayList<>();
    for (int first : firsts) {
      offsets.add(first);
      offsets.add(first + half);
    }
    if (candidates % 2 == 1) {
      offsets.add(candidates - 1);
    }
    return offsets;
  }

  /** Places 0, 1, k-1, 2, k-2, … of the drawn order, each moved on by the offset. */
  private static List<Item> row(List<Item> drawn, int offset) {
    int k = drawn.size();
    List<Item> row = new ArrayList<>(k);
    for (int place = 0; place < k; place++) {
      int zigzag = place % 2 == 1 ? (place + 1) / 2 : (k - place / 2) % k;
      row.add(drawn.get((zigzag + offset) % k));
    }
    return row;
  }
}
