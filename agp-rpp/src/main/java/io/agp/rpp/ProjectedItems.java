package io.agp.rpp;

import io.agp.Item;

/** Items' vectors after a projection. */
final class ProjectedItems implements ItemEncoder {
  private final ItemEncoder items;
  private final Projection projection;

  ProjectedItems(ItemEncoder items, Projection projection) {
    projection.requireInput(items.name(), items.dimensions());
    this.items = items;
    this.projection = projection;
  }

  ItemEncoder encoder() {
    return items;
  }

  Projection projection() {
    return projection;
  }

  @Override
  public double[] encode(Item item) {
    return projection.apply(items.encode(item));
  }

  @Override
  public String name() {
    return items.name() + " to " + projection.name();
  }

  @Override
  public int dimensions() {
    return projection.outputDimensions();
  }
}
