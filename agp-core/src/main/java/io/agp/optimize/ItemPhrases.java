package io.agp.optimize;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import com.google.common.primitives.Longs;
import io.agp.Item;
import io.agp.optimize.PromptWords.Word;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The runs of {@link #WORDS} words in items' titles and attributes, by their hashes. A run that
 * more than a few items share is a common phrase; the members of a list are not read as a run.
 */
final class ItemPhrases {
  /** Shorter runs are shared by texts that know nothing of each other. */
  static final int WORDS = 6;

  private static final int SHARED_BY_SOME = 3;
  private static final long FACTOR = 0x9E3779B97F4A7C15L;
  private static final HashFunction HASH = Hashing.farmHashFingerprint64();
  private static final Pattern BREAK = Pattern.compile("[|,;/\\n]+");

  /** Sorted: a set of objects would take ten times the memory. */
  private final long[] phrases;

  ItemPhrases(Collection<Item> items, PromptWords allowed) {
    List<Long> all = new ArrayList<>();
    for (Item item : items) {
      Set<Long> ofItem = new HashSet<>();
      BREAK.splitAsStream(item.title()).forEach(text -> add(text, ofItem));
      item.attributes()
          .values()
          .forEach(value -> BREAK.splitAsStream(value).forEach(text -> add(text, ofItem)));
      all.addAll(ofItem);
    }
    Set<Long> known = new HashSet<>(Longs.asList(hashes(allowed)));
    long[] sorted = Longs.toArray(all);
    Arrays.sort(sorted);
    this.phrases = rare(sorted, known);
  }

  private static void add(String text, Set<Long> phrases) {
    phrases.addAll(Longs.asList(hashes(PromptWords.of(text))));
  }

  private static long[] rare(long[] sorted, Set<Long> known) {
    List<Long> rare = new ArrayList<>();
    int start = 0;
    for (int end = 1; end <= sorted.length; end++) {
      if (end == sorted.length || sorted[end] != sorted[start]) {
        if (end - start <= SHARED_BY_SOME && !known.contains(sorted[start])) {
          rare.add(sorted[start]);
        }
        start = end;
      }
    }
    return Longs.toArray(rare);
  }

  /** The first run in a text that is an item's. */
  Optional<String> in(PromptWords text) {
    long[] hashes = hashes(text);
    for (int i = 0; i < hashes.length; i++) {
      if (Arrays.binarySearch(phrases, hashes[i]) >= 0) {
        List<String> run = text.words().subList(i, i + WORDS).stream().map(Word::shown).toList();
        return Optional.of(String.join(" ", run));
      }
    }
    return Optional.empty();
  }

  private static long[] hashes(PromptWords text) {
    long[] words =
        text.words().stream()
            .mapToLong(word -> HASH.hashString(word.key(), StandardCharsets.UTF_8).asLong())
            .toArray();
    long[] hashes = new long[Math.max(0, words.length - WORDS + 1)];
    for (int i = 0; i < hashes.length; i++) {
      for (int word = i; word < i + WORDS; word++) {
        hashes[i] = hashes[i] * FACTOR + words[word];
      }
    }
    return hashes;
  }
}
