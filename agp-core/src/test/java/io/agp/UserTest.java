package io.agp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserTest {
  private static final List<Item> ITEMS = Fixtures.items(4);

  @Test
  void theLastItemsComeOldestFirst() {
    User user = User.of("u", ITEMS);

    assertThat(user.lastItems(2)).containsExactly(ITEMS.get(2), ITEMS.get(3));
    assertThat(user.lastItems(9)).isEqualTo(ITEMS);
    assertThat(user.lastItems(0)).isEmpty();
  }

  @Test
  void aNewUserHasNoLastItems() {
    assertThat(User.of("u", List.of()).lastItems(5)).isEmpty();
  }

  @Test
  void aNegativeLengthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> User.of("u", ITEMS).lastItems(-1))
        .withMessage("History length must be at least 0, was -1");
  }

  @Test
  void aBlankIdIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> User.of(" ", ITEMS))
        .withMessage("User id must not be blank");
  }

  @Test
  void theHistoryIsCopied() {
    List<Interaction> history = new ArrayList<>();
    history.add(Interaction.of(ITEMS.get(0), Instant.EPOCH));
    User user = new User("u", history);
    history.clear();

    assertThat(user.history()).hasSize(1);
    assertThat(user.history().get(0).time()).contains(Instant.EPOCH);
  }

  @Test
  void attributesKeepTheirOrderAndTheLastValueWins() {
    User user = User.of("u", ITEMS).with("gender", "F").with("age", "24").with("gender", "M");

    assertThat(user.attributes()).containsExactly(entry("gender", "M"), entry("age", "24"));
    assertThat(user.withHistory(List.of()))
        .isEqualTo(new User("u", List.of(), Map.of("gender", "M", "age", "24")));
  }

  @Test
  void aBlankAttributeNameIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> User.of("u", ITEMS).with(" ", "24"))
        .withMessage("User u has an attribute with a blank name");
  }

  @Test
  void nullIsRefused() {
    assertThatNullPointerException().isThrownBy(() -> new User(null, List.of()));
    assertThatNullPointerException().isThrownBy(() -> new User("u", null));
    assertThatNullPointerException().isThrownBy(() -> Interaction.of(null));
  }
}
