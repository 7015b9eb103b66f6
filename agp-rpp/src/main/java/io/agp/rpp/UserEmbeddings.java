package io.agp.rpp;

import io.agp.User;

/** Users' given vectors, and another encoder for the rest. */
final class UserEmbeddings implements UserEncoder {
  private final EmbeddingTable table;
  private final UserEncoder others;

  UserEmbeddings(EmbeddingTable table, UserEncoder others) {
    this.table = table;
    this.others = others;
  }

  @Override
  public double[] encode(User user) {
    double[] given = table.get(user.id());
    return given != null ? given : others.encode(user);
  }

  @Override
  public boolean knows(User user) {
    return table.has(user.id());
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
