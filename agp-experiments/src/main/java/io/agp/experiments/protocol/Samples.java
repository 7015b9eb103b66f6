package io.agp.experiments.protocol;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.experiments.data.HeldOutUser;
import io.agp.experiments.data.Split;
import io.agp.experiments.recommend.Catalogue;
import io.agp.experiments.recommend.Recommender;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Users to learn from, to validate with and to test with: no user is in two of them. In all three,
 * the relevant item is that of a user's last interaction, and all earlier interactions are history:
 * the recommender was fitted without anybody's last two interactions, so nothing leaks. Immutable
 * and thread-safe.
 *
 * @param train users to learn from. Copied
 * @param validation users to accept changes with. Copied
 * @param test users for the one final scoring; maybe fewer than asked for. Copied
 * @param counts who could take part
 */
public record Samples(
    List<LabelledUser> train,
    List<LabelledUser> validation,
    List<LabelledUser> test,
    UserCounts counts) {
  /**
   * Copies.
   *
   * @param train users to learn from
   * @param validation users to accept changes with
   * @param test users for the final scoring
   * @param counts who could take part
   */
  public Samples {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
    Objects.requireNonNull(counts, "counts");
  }

  /**
   * Draws users and makes their candidates. The same arguments give the same samples. A user's
   * candidates depend on the seed and the user alone, not on who else is drawn; how many users are
   * drawn to test changes neither of the other two samples, and the other way round as long as
   * there are enough users for all.
   *
   * @param split the data
   * @param recommender a recommender fitted on the split's training part
   * @param settings what to draw
   * @return the samples
   * @throws IllegalArgumentException if the recommender was fitted on something else, if there are
   *     too few users to learn from and to validate with, if users to test with are wanted and none
   *     is left, or if the {@link Negatives} hold fewer than k−1 items for a user
   */
  public static Samples draw(Split split, Recommender recommender, ProtocolSettings settings) {
    requireFittedOn(split, recommender);
    CandidateMaker maker = maker(split, recommender, settings);
    List<HeldOutUser> takingPart = takingPart(split, maker, settings.protocol());
    UserCounts counts = UserCounts.of(split, takingPart);
    requireEnough(settings, counts);
    return cut(takingPart, HeldOutUser::id, users -> labelled(users, maker), counts, settings);
  }

  /** Puts users into a random order and cuts it into the three samples; there must be enough. */
  static <U> Samples cut(
      List<U> takingPart,
      Function<U, String> id,
      Function<List<U>, List<LabelledUser>> labelled,
      UserCounts counts,
      ProtocolSettings settings) {
    List<U> users = shuffled(takingPart, id, settings.seed());
    int learning = settings.trainUsers();
    int held = learning + settings.validationUsers();
    // Test users come from the far end, so that their number does not move the others.
    int test = Math.max(held, users.size() - settings.testUsers());
    return new Samples(
        labelled.apply(users.subList(0, learning)),
        labelled.apply(users.subList(learning, held)),
        labelled.apply(users.subList(test, users.size())),
        counts);
  }

  /** A recommender that has seen more than the training part may have seen what is to be found. */
  private static void requireFittedOn(Split split, Recommender recommender) {
    Catalogue catalogue = recommender.catalogue();
    long items = split.training().items().size();
    long interactions = split.training().interactions();
    if (catalogue.items().size() != items || catalogue.interactions() != interactions) {
      throw new IllegalArgumentException(
          String.format(
              "%s must be fitted on the split's training part (%d items, %d interactions),"
                  + " was fitted on %d items, %d interactions",
              recommender.name(),
              items,
              interactions,
              catalogue.items().size(),
              catalogue.interactions()));
    }
  }

  private static CandidateMaker maker(
      Split split, Recommender recommender, ProtocolSettings settings) {
    CandidateMaker topK = user -> recommender.topK(user.beforeTest(), settings.topK());
    return switch (settings.protocol()) {
      case SAMPLED -> new SampledCandidates(recommender, settings);
      case FILTERED -> madeForAll(split, topK);
      case OPEN -> topK;
    };
  }

  /** Who takes part depends on every user's candidates, so all are made, once, on all cores. */
  private static CandidateMaker madeForAll(Split split, CandidateMaker maker) {
    Map<String, List<Item>> made = new HashMap<>();
    List<List<Item>> inOrder = split.users().parallelStream().map(maker::candidates).toList();
    for (int user = 0; user < inOrder.size(); user++) {
      made.put(split.users().get(user).id(), inOrder.get(user));
    }
    return user -> Objects.requireNonNull(made.get(user.id()), user.id());
  }

  private static List<HeldOutUser> takingPart(
      Split split, CandidateMaker maker, Protocol protocol) {
    if (protocol != Protocol.FILTERED) {
      return split.users();
    }
    return split.users().stream().filter(user -> isListed(user, maker.candidates(user))).toList();
  }

  private static boolean isListed(HeldOutUser user, List<Item> candidates) {
    return candidates.stream().anyMatch(item -> item.id().equals(user.target().id()));
  }

  private static void requireEnough(ProtocolSettings settings, UserCounts counts) {
    int held = settings.trainUsers() + settings.validationUsers();
    int needed = held + Math.min(1, settings.testUsers());
    if (counts.takingPart() < needed) {
      throw new IllegalArgumentException(
          String.format(
              "%d users to learn from and %d to validate with%s need %d users, but %s",
              settings.trainUsers(),
              settings.validationUsers(),
              settings.testUsers() > 0 ? " and at least 1 to test with" : "",
              needed,
              counts.text(settings)));
    }
  }

  private static <U> List<U> shuffled(List<U> users, Function<U, String> id, long seed) {
    UserStreams streams = new UserStreams(seed);
    return users.stream()
        .sorted(
            Comparator.comparingLong((U user) -> streams.key(id.apply(user), "order"))
                .thenComparing(id))
        .toList();
  }

  private static List<LabelledUser> labelled(List<HeldOutUser> users, CandidateMaker maker) {
    return users.stream()
        .map(user -> LabelledUser.of(user.beforeTest(), maker.candidates(user), user.target().id()))
        .toList();
  }
}
