package io.agp.rpp;

import io.agp.User;

/** Users' vectors after a projection. */
final class ProjectedUsers implements UserEncoder {
  private final UserEncoder users;
  private final Projection projection;

  ProjectedUsers(UserEncoder users, Projection projection) {
    projection.requireInput(users.name(), users.dimensions());
    this.users = users;
    this.projection = projection;
  }

  UserEncoder encoder() {
    return users;
  }

  Projection projection() {
    return projection;
  }

  @Override
  public double[] encode(User user) {
    return projection.apply(users.encode(user));
  }

  @Override
  public boolean knows(User user) {
    return users.knows(user);
  }

  @Override
  public String name() {
    return users.name() + " to " + projection.name();
  }

  @Override
  public int dimensions() {
    return projection.outputDimensions();
  }
}
