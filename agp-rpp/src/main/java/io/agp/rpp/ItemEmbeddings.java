package io.agp.rpp;

import io.agp.Item;

/** Items' given vectors, and another encoder for the rest. */
final class ItemEmbeddings implements ItemEncoder {
  private final EmbeddingTable table;
  private final ItemEncoder others;

  ItemEmbeddings(EmbeddingTable table, ItemEncoder others) {
    this.table = table;
    this.others = others;
  }

  @Override
  public double[] encode(Item item) {
    double[] given = table.get(item.id());
    return given != null ? given : others.encode(item);
  }

  @Override
  public String name() {
    return table.name() + " or " + others.name();
  }

  @Override
  public int dimensions() {
    return table.dimensions();
  }
}
