package io.agp.rpp;

import java.util.ArrayList;
import java.util.List;

/**
 * One user's steps one after the other. A failed call is no step: the user stays in the state, and
 * the next call goes on from there.
 */
final class Episode {
  private final List<Step> steps = new ArrayList<>();

  Episode() {}

  /** Steps that were taken elsewhere. */
  Episode(List<Step> taken) {
    steps.addAll(taken);
  }

  void add(Step step) {
    steps.add(step);
  }

  List<Step> steps() {
    return steps;
  }

  /** The last steps, at most so many. */
  Episode last(int most) {
    return new Episode(steps.subList(Math.max(0, steps.size() - most), steps.size()));
  }
}
