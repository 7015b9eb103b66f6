package io.agp.rpp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * The order in which a prompt shows the candidates: uniform, of its own for every user and round,
 * and the same again for the same seed. So no place of the base order, and with it no relevant
 * item, always has the same number.
 */
final class CandidateShuffle {
  private CandidateShuffle() {}

  /** The base place of the candidate shown as 1, as 2, …. */
  static int[] places(int candidates, long seed, String userId, int round) {
    Random random = new Random(mix(seed, userId, round)); // specified to the bit, on every JDK
    int[] places = new int[candidates];
    Arrays.setAll(places, place -> place);
    for (int last = candidates - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int swapped = places[last];
      places[last] = places[other];
      places[other] = swapped;
    }
    return places;
  }

  private static long mix(long seed, String userId, int round) {
    return ByteBuffer.wrap(Rules.sha256(seed + " " + round + " " + userId)).getLong();
  }
}
