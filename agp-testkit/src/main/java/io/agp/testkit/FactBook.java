package io.agp.testkit;

import java.util.List;

/** Joins what the model knows of an item with what the prompt shows of it. */
final class FactBook {
  private final Catalogue catalogue;

  FactBook(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  Facts of(ShownItem item) {
    Facts shown = Facts.of(item.title(), item.attributes());
    return shown.orElse(catalogue.find(withYear(item, shown)).orElse(Facts.NONE));
  }

  /** A year among the attributes tells which of two items with one title is meant. */
  private static String withYear(ShownItem item, Facts shown) {
    return Titles.year(item.title()).isEmpty() && shown.year().isPresent()
        ? item.title() + " (" + shown.year().getAsInt() + ")"
        : item.title();
  }

  List<Facts> of(List<ShownItem> items) {
    return items.stream().map(this::of).toList();
  }

  boolean knows(String title) {
    return catalogue.find(title).isPresent();
  }

  double rarity(Facet facet, String value) {
    return facet == Facet.GENRE ? catalogue.rarity(value) : 1;
  }

  List<String> commonGenres() {
    return catalogue.commonGenres();
  }
}
