package io.agp.experiments.protocol;

import io.agp.Item;
import io.agp.User;
import io.agp.experiments.data.HeldOutUser;
import io.agp.experiments.recommend.Catalogue;
import io.agp.experiments.recommend.Recommender;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The relevant item among others that {@link Negatives} says. */
final class SampledCandidates implements CandidateMaker {
  private static final int TOP = 100;

  private final Recommender recommender;
  private final Catalogue catalogue;
  private final PopularityNeighbours neighbours;
  private final ProtocolSettings settings;
  private final UserStreams streams;

  SampledCandidates(Recommender recommender, ProtocolSettings settings) {
    this.recommender = recommender;
    this.catalogue = recommender.catalogue();
    this.neighbours = new PopularityNeighbours(catalogue, settings.topK() - 1);
    this.settings = settings;
    this.streams = new UserStreams(settings.seed());
  }

  @Override
  public List<Item> candidates(HeldOutUser user) {
    Random random = streams.of(user.id(), "negatives");
    List<Item> pool = pool(user);
    int wanted = settings.topK() - 1;
    if (pool.size() < wanted) {
      throw new IllegalArgumentException(
          String.format(
              "User %s: k = %d needs %d other items, negatives %s have %d",
              user.id(), settings.topK(), wanted, settings.negatives(), pool.size()));
    }
    Collections.shuffle(pool, random);
    List<Item> candidates = new ArrayList<>(pool.subList(0, wanted));
    candidates.add(user.target());
    return inBaseOrder(user, candidates, random);
  }

  private List<Item> inBaseOrder(HeldOutUser user, List<Item> candidates, Random random) {
    if (settings.negatives() == Negatives.RANDOM) {
      Collections.shuffle(candidates, random);
      return candidates;
    }
    return catalogue.inOrder(candidates, recommender.scores(user.beforeTest()));
  }

  private List<Item> pool(HeldOutUser user) {
    Set<String> had = had(user);
    return switch (settings.negatives()) {
      case POPULARITY -> neighbours.of(user.target(), had);
      case RANDOM -> others(had);
      case TOP100 -> new ArrayList<>(recommender.topK(user.beforeTest(), TOP, had));
    };
  }

  private List<Item> others(Set<String> had) {
    List<Item> others = new ArrayList<>(catalogue.items());
    others.removeIf(item -> had.contains(item.id()));
    return others;
  }

  private static Set<String> had(HeldOutUser user) {
    User before = user.beforeTest();
    Set<String> had = new HashSet<>();
    before.history().forEach(interaction -> had.add(interaction.item().id()));
    had.add(user.target().id());
    return had;
  }
}
