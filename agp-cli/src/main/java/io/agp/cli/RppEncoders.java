package io.agp.cli;

import io.agp.Item;
import io.agp.User;
import io.agp.experiments.learned.LearnedRecommender;
import io.agp.experiments.recommend.Recommender;
import io.agp.rpp.ItemEncoder;
import io.agp.rpp.Projection;
import io.agp.rpp.SentenceEncoder;
import io.agp.rpp.UserEncoder;
import java.util.OptionalInt;

/**
 * What RPP sees of users and items, the vectors of a trained base recommender or else those of
 * their texts, and of prompts.
 *
 * @param users encodes users
 * @param items encodes items
 * @param sentences encodes prompts, and the texts
 */
record RppEncoders(UserEncoder users, ItemEncoder items, SentenceEncoder sentences) {
  private static final int DIMENSIONS = 64;
  private static final int HISTORY = 10;
  private static final long SEED = 1;

  static RppEncoders of(Recommender recommender, SentenceEncoder sentences) {
    return recommender instanceof LearnedRecommender learned
        ? new RppEncoders(new Users(learned), new Items(learned), sentences)
        : ofText(sentences);
  }

  private static RppEncoders ofText(SentenceEncoder sentences) {
    Projection projection = Projection.random(sentences.dimensions(), DIMENSIONS, SEED);
    return new RppEncoders(
        UserEncoder.ofText(sentences, HISTORY).projected(projection),
        ItemEncoder.ofText(sentences).projected(projection),
        sentences);
  }

  /** To length 1: agents learn best from vectors of about that length. */
  private static double[] normalised(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    double[] normalised = new double[vector.length];
    for (int i = 0; squares > 0 && i < vector.length; i++) {
      normalised[i] = vector[i] / Math.sqrt(squares);
    }
    return normalised;
  }

  private record Users(LearnedRecommender recommender) implements UserEncoder {
    @Override
    public double[] encode(User user) {
      return normalised(recommender.userVector(user));
    }

    @Override
    public boolean knows(User user) {
      for (double value : encode(user)) {
        if (value != 0) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String name() {
      return recommender.name() + " users";
    }

    @Override
    public int dimensions() {
      return recommender.dimensions();
    }
  }

  private record Items(LearnedRecommender recommender) implements ItemEncoder {
    @Override
    public double[] encode(Item item) {
      OptionalInt number = recommender.catalogue().indexOf(item.id());
      return number.isPresent()
          ? normalised(recommender.itemVector(number.getAsInt()))
          : new double[dimensions()];
    }

    @Override
    public String name() {
      return recommender.name() + " items";
    }

    @Override
    public int dimensions() {
      return recommender.dimensions();
    }
  }
}
