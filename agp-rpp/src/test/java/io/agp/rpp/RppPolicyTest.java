package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.LabelledUser;
import io.agp.rpp.internal.ActorCritic;
import io.agp.rpp.internal.Pooling;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RppPolicyTest {
  @TempDir Path folder;

  private Path saved(RppPolicy policy) {
    Path file = folder.resolve("policy.json");
    policy.save(file);
    return file;
  }

  private static RppPolicy load(Path file) {
    return RppPolicy.load(
        file, TinyWorld.userEncoder(), TinyWorld.itemEncoder(), TinyWorld.SENTENCES);
  }

  @Test
  void aSavedPolicyIsTheSamePolicy() {
    RppPolicy policy = TinyWorld.policy(3, 1, Map.of("seed", "1"));

    RppPolicy read = load(saved(policy));

    assertThat(read.rounds()).isEqualTo(3);
    assertThat(read.space()).isEqualTo(policy.space());
    assertThat(read.learnedOn()).isEqualTo(policy.learnedOn());
    policy
        .core()
        .networks()
        .weights()
        .forEach(
            (name, values) ->
                assertThat(read.core().networks().weights().get(name)).isEqualTo(values));
    Model first = Model.answering("{\"ranking\": [2, 1, 4, 3]}");
    Model second = Model.answering("{\"ranking\": [2, 1, 4, 3]}");
    for (LabelledUser user : TinyWorld.users("t", 10)) {
      assertThat(read.promptFor(user.user())).isEqualTo(policy.promptFor(user.user()));
      RppReranker.builder(first, policy).build().rerank(user.user(), user.candidates());
      RppReranker.builder(second, read).build().rerank(user.user(), user.candidates());
    }
    assertThat(second.requests).hasSize(30).isEqualTo(first.requests);
  }

  @Test
  void savingWhatWasReadGivesTheSameFile() throws IOException {
    Path first = saved(TinyWorld.policy(2, 1));
    byte[] bytes = Files.readAllBytes(first);

    assertThat(Files.readAllBytes(saved(load(first)))).isEqualTo(bytes);
  }

  @Test
  void aChangedFileIsRefused() throws IOException {
    Path file = saved(TinyWorld.policy(2, 1));
    Files.writeString(file, Files.readString(file).replace("You know films.", "You know all."));

    assertThatThrownBy(() -> load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("policy.json", "hash", "must be that of the file");
  }

  @Test
  void aCutFileIsRefused() throws IOException {
    Path file = saved(TinyWorld.policy(2, 1));
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() / 2));

    assertThatThrownBy(() -> load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("policy.json", "not JSON");
  }

  @Test
  void anotherEncoderIsRefused() {
    Path file = saved(TinyWorld.policy(2, 1));

    assertThatThrownBy(() -> RppPolicy.load(file, TinyWorld.userEncoder(), TinyWorld.itemEncoder()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("policy.json", "encoders.sentences", "hashing-1-512");
  }

  @Test
  void encodersOfTheCallersOwnMustBeGiven() {
    Path file = saved(TinyWorld.policy(2, 1));

    assertThatThrownBy(() -> RppPolicy.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("policy.json", "encoders", "must be given", "parity");
  }

  /** Even with a right hash: sizes of sets and networks must fit. */
  @Test
  void actionSetsOfOtherSizesAreRefused() throws IOException {
    Path file = saved(TinyWorld.policy(2, 1));
    Path larger = folder.resolve("larger.json");
    ActionSpace space =
        TinyWorld.SPACE.toBuilder()
            .replace(
                ActionSet.of(
                    TinyWorld.ROLE, List.of(new Action.Sentence("expert-1", "You know films."))))
            .build();
    String text =
        Files.readString(file)
            .replaceFirst(
                "(?s),\\s*\\{\\s*\"id\": \"intent-1\",\\s*\"text\": \"You know people\\.\"\\s*}",
                "")
            .replace(TinyWorld.SPACE.hash(), space.hash());
    String hash = LocatedJson.parse("f", text).hashWithout("hash");
    Files.writeString(
        larger, text.replaceFirst("\"hash\": \"[0-9a-f]{64}\"", "\"hash\": \"" + hash + "\""));

    assertThatThrownBy(() -> load(larger))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("larger.json", "option", "below 1");
  }

  /** The middle of many, so that a busy machine does not decide. */
  @Test
  void aDecisionTakesLessThanAHundredMicrosecondsAndSixteenKilobytes() {
    ActionSpace space = ActionSpace.of(Domain.MOVIES);
    AgentLayout layout =
        AgentLayout.perPattern(
            space, space.sets().stream().map(ActionSet::pattern).collect(Collectors.toSet()));
    ActorCritic networks = ActorCritic.random(64, layout.sizes(), Pooling.GRU, 1);
    SentenceEncoder sentences = new HashingSentenceEncoder();
    PolicyCore core =
        new PolicyCore(
            space,
            layout,
            new StateEncoder(
                UserEncoder.ofText(sentences, 10).projected(Projection.random(512, 64, 1)),
                ItemEncoder.ofText(sentences).projected(Projection.random(512, 64, 2)),
                sentences,
                Projection.random(512, 64, 3)),
            networks);
    double[] state = core.firstState(TinyWorld.user("t1"));
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] nanos = new long[5_000];
    int sum = 0;
    long before = 0;
    for (int i = 0; i < nanos.length; i++) {
      if (i == nanos.length / 2) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      long start = System.nanoTime();
      sum += core.prompt(null, core.greedy(state)).historyLength();
      nanos[i] = System.nanoTime() - start;
    }
    long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / (nanos.length / 2);

    Arrays.sort(nanos);
    assertThat(sum).isPositive();
    assertThat(nanos[nanos.length / 2]).isLessThan(100_000);
    assertThat(bytes).isLessThan(16 * 1024);
  }

  @Test
  void theFileOfThePapersSizesIsBelowOneMegabyte() throws IOException {
    ActionSpace space = ActionSpace.of(Domain.MOVIES);
    SentenceEncoder sentences = new HashingSentenceEncoder();
    UserEncoder users = UserEncoder.ofText(sentences, 10).projected(Projection.random(512, 64, 1));
    ItemEncoder items = ItemEncoder.ofText(sentences).projected(Projection.random(512, 64, 2));
    Set<Pattern> all = space.sets().stream().map(ActionSet::pattern).collect(Collectors.toSet());
    for (AgentLayout layout :
        List.of(AgentLayout.perPattern(space, all), AgentLayout.joint(space, all, 1_000, 1))) {
      RppPolicy policy =
          new RppPolicy(
              new PolicyCore(
                  space,
                  layout,
                  new StateEncoder(users, items, sentences, Projection.random(512, 64, 3)),
                  ActorCritic.random(64, layout.sizes(), Pooling.GRU, 1)),
              new RppPolicy.Wording(RefinedSentences.none(), PromptAssembler.standing(), 1),
              3,
              Map.of());

      assertThat(Files.size(saved(policy))).isLessThan(1_000_000);
      RppPolicy given = RppPolicy.load(folder.resolve("policy.json"), users, items);
      RppPolicy made = RppPolicy.load(folder.resolve("policy.json"));
      for (LabelledUser user : TinyWorld.users("t", 10)) {
        assertThat(made.firstPrompt(user.user()))
            .isEqualTo(given.firstPrompt(user.user()))
            .isEqualTo(policy.firstPrompt(user.user()));
      }
    }
  }

  @Test
  void thePromptOfAUserIsThatOfTheFirstRound() {
    RppPolicy policy = TinyWorld.policy(2, 1);
    RppPrompt prompt = policy.firstPrompt(TinyWorld.user("t1"));

    String text = policy.promptFor(TinyWorld.user("t1")).text();

    assertThat(text.lines()).hasSize(3);
    assertThat(text)
        .contains("the latest " + prompt.historyLength() + " of the history")
        .contains(((Action.Sentence) prompt.actions().get(0)).text());
  }

  @Test
  void strangersGetTheManualPrompt() {
    RppPolicy policy = TinyWorld.policy(2, 1);

    assertThat(policy.knows(TinyWorld.user("stranger1"))).isFalse();
    assertThat(policy.firstPrompt(TinyWorld.user("stranger1")))
        .isEqualTo(RppPrompt.manual(TinyWorld.SPACE));
  }
}
