package io.agp.experiments.protocol;

import java.util.Random;

/**
 * Random numbers for each user and purpose that depend on the seed, the user and the purpose alone:
 * who else is drawn, and in which order, changes nothing.
 */
final class UserStreams {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final long seed;

  UserStreams(long seed) {
    this.seed = seed;
  }

  Random of(String userId, String purpose) {
    return new Random(key(userId, purpose));
  }

  /** A number by which users can be put into a random order. */
  long key(String userId, String purpose) {
    return mixed(mixed(seed) ^ mixed(hash(userId)) ^ hash(purpose));
  }

  /** FNV-1a over 16-bit units: the same on every machine and version, unlike identity hashes. */
  private static long hash(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }

  /** The finaliser of MurmurHash3: near keys become far ones. */
  private static long mixed(long key) {
    long mixed = (key ^ (key >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
