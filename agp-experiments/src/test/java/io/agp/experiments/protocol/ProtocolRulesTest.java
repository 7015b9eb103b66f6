package io.agp.experiments.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.User;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Split;
import io.agp.experiments.recommend.Catalogue;
import io.agp.experiments.recommend.ItemKnnRecommender;
import io.agp.experiments.recommend.Recommender;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The rules of the protocols, over random data sets and settings. */
class ProtocolRulesTest {
  private static final int USERS = 60;

  /** Each user has 3 to 8 of 40 items, the first items more often. */
  private static Split random(long seed) {
    Random random = new Random(seed);
    Dataset.Builder builder = Dataset.builder("random " + seed);
    for (int item = 0; item < 40; item++) {
      builder.item(Item.of("i" + item, "Item " + item));
    }
    for (int user = 0; user < USERS; user++) {
      Set<Integer> had = new LinkedHashSet<>();
      int wanted = 3 + random.nextInt(6);
      while (had.size() < wanted) {
        had.add(Math.min(random.nextInt(40), random.nextInt(40)));
      }
      for (int item : had) {
        builder.interaction("u" + user, "i" + item);
      }
    }
    return Split.leaveOneOut(builder.build());
  }

  private static List<LabelledUser> all(Samples samples) {
    List<LabelledUser> all = new ArrayList<>(samples.train());
    all.addAll(samples.validation());
    all.addAll(samples.test());
    return all;
  }

  @Property(tries = 60, seed = "11")
  void samplesKeepTheRules(
      @ForAll @IntRange(max = 999) int seed,
      @ForAll Protocol protocol,
      @ForAll Negatives negatives,
      @ForAll @IntRange(min = 2, max = 12) int k,
      @ForAll @IntRange(max = 2) int train,
      @ForAll @IntRange(max = 2) int validation) {
    Split split = random(seed);
    Samples samples =
        Samples.draw(
            split,
            ItemKnnRecommender.fit(split.training()),
            ProtocolSettings.builder()
                .protocol(protocol)
                .negatives(negatives)
                .topK(k)
                .trainUsers(train)
                .validationUsers(validation)
                .seed(seed)
                .testUsers(USERS)
                .build());

    assertThat(all(samples)).extracting(user -> user.user().id()).doesNotHaveDuplicates();
    assertThat(all(samples)).hasSize(samples.counts().takingPart());
    assertThat(all(samples)).allSatisfy(user -> checkCandidates(user, protocol, k));
  }

  private static void checkCandidates(LabelledUser user, Protocol protocol, int k) {
    List<String> candidates = user.candidates().stream().map(Item::id).toList();
    Set<String> history =
        user.user().history().stream().map(past -> past.item().id()).collect(Collectors.toSet());
    assertThat(candidates).hasSize(k).doesNotHaveDuplicates();
    assertThat(candidates).doesNotContainAnyElementsOf(history);
    assertThat(user.gains()).hasSize(1);
    String relevant = user.gains().keySet().iterator().next();
    assertThat(history).doesNotContain(relevant);
    if (protocol != Protocol.OPEN) {
      assertThat(candidates).containsOnlyOnce(relevant);
    }
  }

  /** Counts how often each user is asked for. */
  private record Counting(Recommender inner, Map<String, Integer> asked) implements Recommender {
    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public Catalogue catalogue() {
      return inner.catalogue();
    }

    @Override
    public double[] scores(User user) {
      asked.merge(user.id(), 1, Integer::sum);
      return inner.scores(user);
    }
  }

  @Test
  void filteredAsksOnceForEachUserAndGivesWhatOneByOneGives() {
    Split split = random(5);
    Counting counting =
        new Counting(ItemKnnRecommender.fit(split.training()), new ConcurrentHashMap<>());
    ProtocolSettings settings =
        ProtocolSettings.builder().trainUsers(3).validationUsers(2).testUsers(USERS).build();
    Samples samples = Samples.draw(split, counting, settings);

    assertThat(counting.asked()).hasSize(USERS).allSatisfy((user, n) -> assertThat(n).isOne());
    assertThat(samples.test()).isNotEmpty();
    assertThat(all(samples))
        .allSatisfy(
            user ->
                assertThat(user.candidates()).isEqualTo(counting.inner().topK(user.user(), 10)));
    for (int again = 0; again < 5; again++) {
      assertThat(Samples.draw(split, counting.inner(), settings)).isEqualTo(samples);
    }
  }

  @Test
  void openAsksForTheDrawnUsersOnly() {
    Split split = random(6);
    Counting counting =
        new Counting(ItemKnnRecommender.fit(split.training()), new ConcurrentHashMap<>());
    Samples samples =
        Samples.draw(
            split,
            counting,
            ProtocolSettings.builder()
                .protocol(Protocol.OPEN)
                .trainUsers(3)
                .validationUsers(2)
                .testUsers(4)
                .build());

    assertThat(all(samples)).hasSize(9);
    assertThat(counting.asked()).hasSize(9);
  }
}
