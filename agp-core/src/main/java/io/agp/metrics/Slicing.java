package io.agp.metrics;

import io.agp.LabelledUser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * Cuts users into up to three slices of about the same size, by a number that each of them has. Who
 * has the same number is in the same slice, so there may be fewer, and some may be larger. A mean
 * over all users can rise while one slice loses. Immutable and thread-safe.
 */
public final class Slicing {
  private static final int SLICES = 3;

  private final String name;
  private final ToIntFunction<LabelledUser> value;
  private final int[] ends;

  private Slicing(String name, Collection<LabelledUser> users, ToIntFunction<LabelledUser> value) {
    if (users.isEmpty()) {
      throw new IllegalArgumentException("Slices need at least one user");
    }
    int[] values = users.stream().mapToInt(value).sorted().toArray();
    this.name = name;
    this.value = value;
    this.ends = new int[SLICES - 1];
    Arrays.setAll(ends, i -> values[(values.length * (i + 1) + SLICES - 1) / SLICES - 1]);
  }

  /**
   * By the number of interactions in the history.
   *
   * @param users the users whose numbers tell where to cut; at least one
   * @return the slicing
   * @throws IllegalArgumentException if there is no user
   */
  public static Slicing byHistoryLength(Collection<LabelledUser> users) {
    return new Slicing("history", users, user -> user.user().history().size());
  }

  /**
   * By how popular the relevant item is; of several, the mean counts, rounded.
   *
   * @param users the users whose numbers tell where to cut; at least one
   * @param popularity interactions with an item, by its id
   * @return the slicing
   * @throws IllegalArgumentException if there is no user
   */
  public static Slicing byPopularity(
      Collection<LabelledUser> users, ToIntFunction<String> popularity) {
    Objects.requireNonNull(popularity, "popularity");
    return new Slicing(
        "popularity",
        users,
        user ->
            (int)
                Math.round(
                    user.gains().keySet().stream().mapToInt(popularity).average().orElseThrow()));
  }

  /**
   * What the users are cut by.
   *
   * @return "history" or "popularity"
   */
  public String name() {
    return name;
  }

  /**
   * Cuts the users of an evaluation.
   *
   * @param users the users
   * @return the places of each slice's users in the list, by the slice's name ("history up to 12",
   *     "history 13 to 40", "history above 40"), smallest numbers first; no slice is empty
   */
  public Map<String, int[]> slices(List<LabelledUser> users) {
    Map<String, int[]> slices = new LinkedHashMap<>();
    for (int slice = 0; slice < SLICES; slice++) {
      List<Integer> places = new ArrayList<>();
      for (int i = 0; i < users.size(); i++) {
        if (sliceOf(value.applyAsInt(users.get(i))) == slice) {
          places.add(i);
        }
      }
      if (!places.isEmpty()) {
        slices.put(label(slice), places.stream().mapToInt(Integer::intValue).toArray());
      }
    }
    return slices;
  }

  private int sliceOf(int number) {
    int slice = 0;
    while (slice < ends.length && number > ends[slice]) {
      slice++;
    }
    return slice;
  }

  private String label(int slice) {
    if (slice == 0) {
      return name + " up to " + ends[0];
    }
    return slice == ends.length
        ? name + " above " + ends[slice - 1]
        : name + " " + (ends[slice - 1] + 1) + " to " + ends[slice];
  }
}
