package io.agp.testkit;

import java.util.List;

/**
 * Invented titles. A hash of the whole title and the seed gives the type of the user whose history
 * it stands in, so that whoever has the seed can tell it from one title, and a learner that counts
 * words or letters cannot.
 */
final class PlantedTitles {
  private static final List<String> FIRST =
      words(
          "Amber Ashen Borrowed Brittle Broken Copper Crooked Distant Drowned Early Empty Faded"
              + " Folded Frozen Gentle Gilded Hidden Hollow Idle Ivory Last Late Lesser Little Lost"
              + " Marble Mended Narrow Olive Painted Paper Patient Quiet Rusted Salted Scarlet"
              + " Seventh Silent Silver Sleeping Slow Spare Stolen Twice Unsent Velvet Wandering"
              + " Winter");
  private static final List<String> SECOND =
      words(
          "Almanac Anchor Arcade Atlas Balcony Bell Bridge Cabinet Candle Caravan Chorus Compass"
              + " Cradle Ferry Garden Gate Harbour Harvest Kettle Kite Ladder Lantern Ledger Letter"
              + " Lighthouse Mirror Orchard Parade Pendulum Pier Promise Quarry Railway Ribbon"
              + " River Shadow Signal Staircase Station Summer Sundial Telescope Thimble Thread"
              + " Tower Voyage Whistle Window");
  private static final List<String> THIRD = words("of from near beyond behind above under without");
  private static final List<String> SYLLABLES =
      words(
          "ba be bo da de do fa fi ga go ka ke ki ko la le li lo ma me mi mo na ne ni no pa po ra"
              + " re ri ro sa se so ta te to va vi");

  private final long seed;
  private final int types;

  PlantedTitles(long seed, int types) {
    this.seed = seed;
    this.types = types;
  }

  private static List<String> words(String words) {
    return List.of(words.split(" "));
  }

  /** A title for a candidate, which tells nothing. */
  static String any(Draws draws) {
    return String.join(
        " ", draws.pick(FIRST), draws.pick(SECOND), draws.pick(THIRD), name(draws), name(draws));
  }

  private static String name(Draws draws) {
    String name = draws.pick(SYLLABLES) + draws.pick(SYLLABLES) + draws.pick(SYLLABLES);
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** A title for the history of a user of a type. */
  String telling(int type, Draws draws) {
    String title = any(draws);
    while (type(title) != type) {
      title = any(draws);
    }
    return title;
  }

  /** The type that a title tells, 0..types-1; anything for a title from elsewhere. */
  int type(String title) {
    long hash = seed;
    for (int i = 0; i < title.length(); i++) {
      hash = mixed(hash + title.charAt(i));
    }
    return (int) Long.remainderUnsigned(hash, types);
  }

  /** The mixing step of SplitMix64. */
  private static long mixed(long value) {
    long mixed = value + 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
