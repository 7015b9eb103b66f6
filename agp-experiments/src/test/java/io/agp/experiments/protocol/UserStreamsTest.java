package io.agp.experiments.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserStreamsTest {
  @Test
  void seedUserAndPurposeEachGiveAnotherStream() {
    long key = new UserStreams(1).key("u", "order");

    assertThat(new UserStreams(1).key("u", "order")).isEqualTo(key);
    assertThat(new UserStreams(2).key("u", "order")).isNotEqualTo(key);
    assertThat(new UserStreams(1).key("v", "order")).isNotEqualTo(key);
    assertThat(new UserStreams(1).key("u", "negatives")).isNotEqualTo(key);
  }

  @Test
  void keysOfNearUsersAndSeedsAllDiffer() {
    Set<Long> keys = new HashSet<>();
    for (int seed = -50; seed < 50; seed++) {
      for (int user = 0; user < 100; user++) {
        keys.add(new UserStreams(seed).key(String.valueOf(user), "order"));
      }
    }

    assertThat(keys).hasSize(10_000);
  }

  @Test
  void keysAreTheSameInEveryVersion() {
    assertThat(new UserStreams(42).key("1", "order")).isEqualTo(-8490562789353098072L);
  }
}
