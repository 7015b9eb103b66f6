package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.agp.User;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.HeldOutUser;
import io.agp.experiments.data.Problem;
import io.agp.experiments.data.Split;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecBoleSplitsTest {
  private static final String PLAIN = "user_id:token\titem_id:token\ttimestamp:float\n";
  private static final String LISTS = "user_id:token\titem_id_list:token_seq\titem_id:token\n";
  private static final String ALONE =
      "user without both a validation and a test interaction: only for training";
  private static final String INCOMPLETE =
      "user without two held-out interactions and one before them: what is held out is left out";

  private final TempFolder folder = new TempFolder();

  @AfterEach
  void delete() {
    folder.close();
  }

  @Test
  void historiesArePutTogetherFromListsThatAreCut() {
    Dataset dataset = parts(Fixtures.TRAIN, Fixtures.VALID, Fixtures.TEST).read("recbole");

    assertThat(histories(dataset)).containsExactly("a:pqrst", "b:qpsr");
    assertThat(dataset.heldOut()).containsExactlyInAnyOrder("a", "b");
    assertThat(kinds(dataset))
        .containsExactly("item that the catalogue does not have: kept without text");
  }

  @Test
  void whatTheSourceHoldsOutIsHeldOut() {
    List<HeldOutUser> users =
        Split.leaveOneOut(parts(Fixtures.TRAIN, Fixtures.VALID, Fixtures.TEST).read("recbole"))
            .users();

    assertThat(users)
        .extracting(
            HeldOutUser::id, user -> user.validation().item().id(), user -> user.target().id())
        .containsExactly(tuple("a", "s", "t"), tuple("b", "s", "r"));
  }

  @Test
  void plainRowsAreHeldOutWheneverTheyHappened() {
    Dataset dataset = plain("a\tp\t50\na\tq\t10\n", "a\tr\t20\n", "a\ts\t5\n").read("recbole");

    assertThat(histories(dataset)).containsExactly("a:qprs");
    assertThat(Split.leaveOneOut(dataset).users().get(0).target().id()).isEqualTo("s");
  }

  @Test
  void usersWithoutBothAreOnlyForTrainingWithoutTheOne() {
    Dataset dataset =
        plain("a\tp\t1\nb\tp\t1\nc\tp\t1\n", "a\tq\t2\nb\tq\t2\n", "a\tr\t3\nc\tr\t3\n")
            .read("recbole");

    assertThat(histories(dataset)).containsExactly("a:pqr", "b:p", "c:p");
    assertThat(Split.leaveOneOut(dataset).users()).hasSize(1);
    assertThat(dataset.problems())
        .contains(new Problem(ALONE, 2, folder.file("tiny.valid.inter") + ", line 3"));
  }

  @Test
  void ofSeveralTestRowsTheFirstCounts() {
    Dataset dataset = plain("a\tp\t1\n", "a\tq\t2\n", "a\tr\t3\na\ts\t3\n").read("recbole");

    assertThat(histories(dataset)).containsExactly("a:pqr");
    assertThat(dataset.problems())
        .contains(
            new Problem(
                "second test interaction of a user: left out",
                1,
                folder.file("tiny.test.inter") + ", line 3"));
  }

  @Test
  void aTargetThatTheUserHadBeforeIsNotInTheHistory() {
    Dataset lists =
        parts(LISTS + "a\tp q\tr\n", LISTS + "a\tp q r\ts\n", LISTS + "a\tp q r s\tp\n")
            .read("recbole");
    Dataset plain = plain("a\tp\t1\na\tq\t2\n", "a\tr\t3\n", "a\tp\t4\n").read("recbole");

    assertThat(histories(lists)).containsExactly("a:qrsp");
    assertThat(kinds(lists)).contains("held-out item that the user had before: not in the history");
    assertThat(histories(plain)).containsExactly("a:qrp");
    assertThat(kinds(plain))
        .contains("repeated interaction of a user with an item: only the first is kept");
  }

  @Test
  void aUserWhoseTwoTargetsAreOneItemIsNotHeldOut() {
    Dataset dataset =
        plain("a\tp\t1\nb\tp\t1\n", "a\tq\t2\nb\tq\t2\n", "a\tq\t3\nb\tr\t3\n").read("recbole");

    assertThat(histories(dataset)).containsExactly("a:p", "b:pqr");
    assertThat(dataset.problems()).contains(new Problem(INCOMPLETE, 1, "user a"));
  }

  @Test
  void aUserWithNothingBeforeTheTargetsIsLeftOut() {
    Dataset dataset =
        plain("b\tp\t1\n", "a\tq\t2\nb\tq\t2\n", "a\tr\t3\nb\tr\t3\n").read("recbole");

    assertThat(histories(dataset)).containsExactly("b:pqr");
    assertThat(dataset.problems()).contains(new Problem(INCOMPLETE, 1, "user a"));
  }

  @Test
  void filtersThatTakeATargetAwayLeaveTheUserForTraining() {
    Dataset dataset =
        plain(
                "a\tp\t1\na\tq\t1\nb\tp\t1\nb\tq\t1\nc\tp\t1\n",
                "a\tr\t2\nb\tr\t2\nc\tq\t2\n",
                "a\ts\t3\nb\ts\t3\nc\tz\t3\n")
            .read("recbole", ReadOptions.DEFAULT.withCore(2));

    assertThat(histories(dataset)).containsExactly("a:pqrs", "b:pqrs", "c:p");
    assertThat(dataset.problems()).contains(new Problem(INCOMPLETE, 1, "user c"));
  }

  @Test
  void ifNobodyIsHeldOutTheReadingFails() {
    parts(PLAIN, PLAIN + "a\tq\t2\n", PLAIN + "a\tr\t3\n");

    assertThatThrownBy(() -> folder.read("recbole"))
        .isInstanceOf(DataException.class)
        .hasMessage("tiny: must have a user with two held-out interactions and one before them");
  }

  @Test
  void listsAreEnoughWithoutAFileForTraining() {
    folder.with("tiny.valid.inter", Fixtures.VALID).with("tiny.test.inter", Fixtures.TEST);

    assertThat(histories(folder.read("recbole"))).containsExactly("a:pqrst", "b:qpsr");
  }

  @Test
  void listsThatDoNotGoOnFromThoseBeforeAreCounted() {
    Dataset dataset =
        parts(
                LISTS + "a\tq r\ts\na\tp q\tr\n",
                LISTS + "a\tp q r s\tt\n",
                LISTS + "a\tq r s q t\tu\n")
            .read("recbole");

    assertThat(histories(dataset)).containsExactly("a:qrsptu");
    assertThat(kinds(dataset))
        .contains(
            "history list that does not go on from those before: new items are put at the end",
            "history list with an item more than once: the first counts");
  }

  @Test
  void aWholeFileOfListsIsReadToo() {
    folder.with("tiny.inter", Fixtures.TRAIN);
    Dataset dataset = folder.read(Datasets.AUTO);

    assertThat(histories(dataset)).containsExactly("a:pqr", "b:qp");
    assertThat(dataset.heldOut()).isEmpty();
  }

  @Test
  void theWholeFileBesideItsPartsIsNotRead() {
    Dataset dataset =
        plain("a\tp\t1\n", "a\tq\t2\n", "a\tr\t3\n")
            .with("tiny.inter", PLAIN + "z\tz\t1\n")
            .read("recbole");

    assertThat(histories(dataset)).containsExactly("a:pqr");
    assertThat(kinds(dataset)).contains("file beside its parts: not read");
  }

  private TempFolder plain(String train, String valid, String test) {
    return parts(PLAIN + train, PLAIN + valid, PLAIN + test);
  }

  private TempFolder parts(String train, String valid, String test) {
    return folder
        .with("tiny.train.inter", train)
        .with("tiny.valid.inter", valid)
        .with("tiny.test.inter", test);
  }

  private static List<String> kinds(Dataset dataset) {
    return dataset.problems().stream().map(Problem::kind).toList();
  }

  private static List<String> histories(Dataset dataset) {
    return dataset.users().stream().map(RecBoleSplitsTest::history).toList();
  }

  private static String history(User user) {
    return user.history().stream()
        .map(contact -> contact.item().id())
        .collect(Collectors.joining("", user.id() + ":", ""));
  }
}
