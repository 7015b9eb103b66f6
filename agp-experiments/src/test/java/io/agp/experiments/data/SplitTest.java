package io.agp.experiments.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Interaction;
import io.agp.Item;
import io.agp.User;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitTest {
  private final Split split = Split.leaveOneOut(dataset());

  private static Dataset dataset() {
    Dataset.Builder builder = Dataset.builder("shop");
    for (String item : List.of("a", "b", "c", "d")) {
      builder.item(Item.of(item, item));
    }
    for (String item : List.of("d", "a", "c", "b")) {
      builder.interaction("long", item);
    }
    builder.interaction("short", "a").interaction("short", "b");
    return builder.build();
  }

  @Test
  void theLastTwoInteractionsAreHeldOut() {
    HeldOutUser user = split.users().get(0);

    assertThat(split.users()).hasSize(1);
    assertThat(user.id()).isEqualTo("long");
    assertThat(ids(user.training())).containsExactly("d", "a");
    assertThat(user.validation().item().id()).isEqualTo("c");
    assertThat(user.target().id()).isEqualTo("b");
    assertThat(ids(user.beforeTest())).containsExactly("d", "a", "c");
  }

  @Test
  void trainingHoldsNothingThatIsHeldOut() {
    assertThat(split.training().users()).extracting(User::id).containsExactly("long", "short");
    assertThat(ids(split.training().users().get(0))).containsExactly("d", "a");
    assertThat(split.training().interactions()).isEqualTo(4);
    assertThat(split.training().items()).hasSize(4);
  }

  @Test
  void usersWithFewerThanThreeInteractionsAreForTrainingOnly() {
    assertThat(split.tooShort()).isEqualTo(1);
    assertThat(ids(split.training().users().get(1))).containsExactly("a", "b");
  }

  private static List<String> ids(User user) {
    return user.history().stream().map(Interaction::item).map(Item::id).toList();
  }
}
