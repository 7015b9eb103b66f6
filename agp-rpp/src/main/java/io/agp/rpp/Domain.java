package io.agp.rpp;

import java.util.Locale;

/** What is recommended: the domains that the library brings action sets for. */
public enum Domain {
  /** Films and series. */
  MOVIES,
  /** Video games and others. */
  GAMES,
  /** Artists and recordings. */
  MUSIC,
  /** Books. */
  BOOKS,
  /** Restaurants, shops, sights. */
  PLACES,
  /** Anything else. */
  GENERAL;

  String resource() {
    return name().toLowerCase(Locale.ROOT) + ".json";
  }
}
