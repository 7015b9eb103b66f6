package io.agp.testkit;

import io.agp.llm.ChatMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random draws that depend on a seed and a conversation alone, so that neither the thread nor the
 * order of calls changes an answer. Not thread-safe; one object serves one call.
 */
final class Draws {
  private final SplittableRandom random;

  private Draws(long state) {
    this.random = new SplittableRandom(state);
  }

  static Draws of(long seed, List<ChatMessage> messages) {
    return of(seed, messages, "");
  }

  static Draws of(long seed, List<ChatMessage> messages, String salt) {
    MessageDigest digest = sha256();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, seed));
    for (ChatMessage message : messages) {
      digest.update(
          (message.author() + "\u0000" + message.text()).getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 1);
    }
    digest.update(salt.getBytes(StandardCharsets.UTF_8));
    return new Draws(ByteBuffer.wrap(digest.digest()).getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** A number of [0, 1). */
  double uniform() {
    return random.nextDouble();
  }

  /** A number of the standard normal distribution. */
  double gaussian() {
    return random.nextGaussian();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** The numbers 0..size-1, each order as likely as any other. */
  List<Integer> shuffled(int size) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      numbers.add(below(i + 1), i);
    }
    return numbers;
  }
}
