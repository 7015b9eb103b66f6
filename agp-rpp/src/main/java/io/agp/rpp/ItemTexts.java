package io.agp.rpp;

import io.agp.Item;

/** The vector of an item's title and attribute values. */
final class ItemTexts implements ItemEncoder {
  private final SentenceEncoder sentences;

  ItemTexts(SentenceEncoder sentences) {
    this.sentences = sentences;
  }

  SentenceEncoder sentences() {
    return sentences;
  }

  @Override
  public double[] encode(Item item) {
    StringBuilder text = new StringBuilder(item.title());
    item.attributes().values().forEach(value -> text.append('\n').append(value));
    return sentences.encode(text.toString());
  }

  @Override
  public String name() {
    return "texts by " + sentences.name();
  }

  @Override
  public int dimensions() {
    return sentences.dimensions();
  }
}
