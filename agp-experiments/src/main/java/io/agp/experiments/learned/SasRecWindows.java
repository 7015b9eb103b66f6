package io.agp.experiments.learned;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The windows that an epoch is made of. A window is a stretch of a history: the items of all its
 * places but the last are the input, those of all its places but the first are to be predicted. A
 * history that is longer than a window gives several: the last items always, and the rest from
 * random places, newly drawn for each epoch, as many as it takes to cover the history once, up to a
 * limit.
 */
final class SasRecWindows {
  private static final int ATTEMPTS = 100;

  private final Sequences data;
  private final int length;
  private final int most;
  private final int[][] sorted;

  SasRecWindows(Sequences data, SasRecSettings settings) {
    this.data = data;
    this.length = settings.length();
    this.most = settings.windows();
    this.sorted = new int[data.users()][];
    Arrays.setAll(
        sorted,
        user -> {
          int[] items = data.history(user).clone();
          Arrays.sort(items);
          return items;
        });
  }

  /** A window. The end is the place after the last item that is to be predicted. */
  record Window(int user, int end) {}

  /** All windows of an epoch in random order. */
  List<Window> draw(SplittableRandom random) {
    List<Window> windows = new ArrayList<>();
    for (int user = 0; user < data.users(); user++) {
      int places = data.history(user).length;
      if (places > 1) {
        windows.add(new Window(user, places));
        for (int i = 1; i < count(places); i++) {
          windows.add(new Window(user, random.nextInt(length + 1, places)));
        }
      }
    }
    // Fisher and Yates
    for (int i = windows.size() - 1; i > 0; i--) {
      Collections.swap(windows, i, random.nextInt(i + 1));
    }
    return windows;
  }

  private int count(int places) {
    return (int) Math.min(most, ((long) places - 1 + length - 1) / length);
  }

  /** Fills one sequence of a slice: items are numbered from 1 there. */
  void fill(Window window, SasRecSlice slice, int sequence, SplittableRandom random) {
    int[] history = data.history(window.user());
    int filled = Math.min(length, window.end() - 1);
    int row = sequence * length + length - filled;
    for (int place = window.end() - filled; place < window.end(); place++) {
      slice.network().items()[row] = history[place - 1] + 1;
      slice.positives()[row] = history[place] + 1;
      slice.negatives()[row] = negative(window.user(), random) + 1;
      row++;
    }
  }

  /** An item that is not in the history; any item if the history has nearly all. */
  private int negative(int user, SplittableRandom random) {
    int item = random.nextInt(data.items());
    for (int i = 0; i < ATTEMPTS && Arrays.binarySearch(sorted[user], item) >= 0; i++) {
      item = random.nextInt(data.items());
    }
    return item;
  }
}
