package io.agp.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.metrics.PairedBootstrap;
import io.agp.optimize.RegistryEntry.Origin;
import io.agp.prompt.Prompt;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptRegistryTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir private Path folder;

  /** Each time it is asked, an hour has passed. */
  private final Clock clock =
      new Clock() {
        private Instant now = NOON;

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          now = now.plus(Duration.ofHours(1));
          return now;
        }
      };

  private final Prompt first = Prompt.of("Describe the taste.");
  private final Prompt second = first.edited("Describe the taste by genres.");
  private final Prompt third = second.edited("Describe the taste by genres and years.");
  private final PairedBootstrap gain = new PairedBootstrap(0.1, 0.02, 0.18, 0.99, 60);

  private PromptRegistry registry() {
    return PromptRegistry.open(folder.resolve("registry"), clock);
  }

  private LearnedPrompt learned(Prompt prompt) {
    return new LearnedPrompt(
        prompt,
        first,
        Map.of("method", "AGP", "provider", "simulated", "model", "(default)"),
        Optional.of(new LearnedPrompt.Validation(0.5, 0.6, gain)));
  }

  private static RegistryEntry addByHand(PromptRegistry registry, String text) {
    Prompt prompt = Prompt.of(text);
    return registry.add(
        new LearnedPrompt(prompt, prompt, Map.of(), Optional.empty()), new PromptLineage(), "hand");
  }

  @Test
  void aLearnedPromptComesWithThePromptsItWasEditedFrom() {
    PromptLineage lineage = new PromptLineage();
    PairedBootstrap small = new PairedBootstrap(0.04, 0.01, 0.07, 0.98, 60);
    List.of(
            new LearningEvent.EditDecided(1, 1, second, true),
            new LearningEvent.EditDecided(1, 2, first.edited("Never kept."), false),
            new LearningEvent.Validated(1, second, 0.54, small, true),
            new LearningEvent.EditDecided(2, 1, third, true),
            new LearningEvent.Validated(2, third, 0.6, small, true))
        .forEach(lineage);
    RegistryEntry entry = registry().add(learned(third), lineage, "runs/first");

    assertThat(LearnedPrompt.load(entry.file())).isEqualTo(learned(third));
    assertThat(entry.id()).isEqualTo(third.hash());
    assertThat(entry.kind()).isEqualTo("agp-prompt-1");
    assertThat(entry.origin())
        .isEqualTo(
            new Origin(
                "AGP",
                "simulated (default)",
                Optional.of(second.hash()),
                "runs/first",
                "promoted in epoch 2",
                Optional.of(
                    new RegistryEntry.Score(
                        0.6, 60, Optional.of(new RegistryEntry.Gain(first.hash(), gain))))));
    List<RegistryEntry> all = registry().entries();
    assertThat(all)
        .extracting(RegistryEntry::id)
        .containsExactly(first.hash(), second.hash(), third.hash());
    assertThat(all.get(0).created()).isEqualTo(NOON.plus(Duration.ofHours(1)));
    assertThat(all.get(0).origin().parent()).isEmpty();
    assertThat(all.get(0).origin().score().orElseThrow().ndcg()).isEqualTo(0.5);
    assertThat(all.get(1).origin().parent()).hasValue(first.hash());
    assertThat(all.get(1).origin().score().orElseThrow().gain())
        .hasValue(new RegistryEntry.Gain(first.hash(), small));
    assertThat(LearnedPrompt.load(all.get(1).file()).prompt()).isEqualTo(second);
  }

  @Test
  void withoutALineageTheFirstPromptIsKnown() {
    registry().add(learned(third), new PromptLineage(), "run");

    assertThat(registry().entries())
        .extracting(entry -> entry.origin().reason())
        .containsExactly("the first prompt", "learned");
  }

  @Test
  void anEditBackToAnEarlierTextEndsTheLine() {
    Prompt again = second.edited(first.text());
    PromptLineage lineage = new PromptLineage();
    lineage.accept(new LearningEvent.EditDecided(1, 1, second, true));
    lineage.accept(new LearningEvent.EditDecided(1, 2, again, true));
    lineage.accept(new LearningEvent.EditDecided(1, 3, again.edited("New."), true));

    assertThat(lineage.of(learned(again.edited("New."))))
        .extracting(Prompt::text)
        .containsExactly(first.text(), "New.");
  }

  @Test
  void whatIsThereStaysAsItWasAddedFirst() {
    RegistryEntry before = registry().add(learned(second), new PromptLineage(), "one");
    RegistryEntry after = registry().add(learned(second), new PromptLineage(), "two");

    assertThat(after).isEqualTo(before);
    assertThat(registry().entries()).hasSize(2);
  }

  @Test
  void aPolicyOfAnotherKindIsKeptAsAFile() throws IOException {
    Path policy = folder.resolve("policy.json");
    Files.writeString(policy, "{\"format\":\"agp-rpp-policy-1\",\"rounds\":1}");
    Origin origin = new Origin("RPP", "", Optional.empty(), "run", "learned", Optional.empty());
    RegistryEntry entry = registry().add(policy, origin);

    assertThat(entry.kind()).isEqualTo("agp-rpp-policy-1");
    assertThat(entry.file()).hasSameBinaryContentAs(policy);
    assertThat(registry().entry(entry.shortId())).isEqualTo(entry);

    Files.writeString(policy, "{}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry().add(policy, origin))
        .withMessage(policy + ": format must be a string, was null");
  }

  @Test
  void anEntryIsFoundByTheStartOfItsId() {
    String id = addByHand(registry(), "one").id();

    assertThat(registry().entry(id.substring(0, 4)).id()).isEqualTo(id);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry().entry("abc"))
        .withMessage("An id needs 4 digits or more, was \"abc\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry().entry("zzzz"))
        .withMessageContaining("has an id that begins with zzzz");
  }

  @Test
  void promotionsHaveAHistoryAndAreTakenBack() {
    PromptRegistry registry = registry();
    String one = addByHand(registry, "one").id();
    String two = addByHand(registry, "two").id();
    String three = addByHand(registry, "three").id();
    assertThat(registry.promoted()).isEmpty();
    registry.promote(one, "to begin with");
    registry.promote(two.substring(0, 8), "better");
    Promotion last = registry.promote(three, "better still");

    assertThat(last)
        .isEqualTo(
            new Promotion(
                three, NOON.plus(Duration.ofHours(6)), "better still", Optional.of(two), false));
    assertThat(registry.promoted().orElseThrow().id()).isEqualTo(three);
    assertThat(registry.back("worse for newcomers").id()).isEqualTo(two);
    assertThat(registry.back("worse as well").id()).isEqualTo(one);
    assertThat(registry().promotions())
        .extracting(Promotion::id)
        .containsExactly(one, two, three, two, one);
    assertThat(registry.promotions().get(3).previous()).hasValue(three);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.back("again"))
        .withMessageContaining("There is nothing to go back to");
    registry.promote(three, "after all");
    assertThat(registry.back("no").id()).isEqualTo(one);
  }

  @Test
  void aPromotionNeedsAReasonAndAChange() {
    PromptRegistry registry = registry();
    String one = addByHand(registry, "one").id();
    registry.promote(one, "first");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.promote(one, "again"))
        .withMessage(one.substring(0, 12) + " is promoted already");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.promote(one, " "))
        .withMessage("The reason must not be blank");
    assertThat(registry.promotions()).hasSize(1);
  }

  @Test
  void aServiceFollowsWhatIsPromoted() {
    PromptRegistry registry = registry();
    String one = addByHand(registry, "one").id();
    String two = addByHand(registry, "two").id();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry().follow(entry -> entry))
        .withMessageContaining("Nothing is promoted in");
    registry.promote(one, "first");
    List<String> loaded = new ArrayList<>();
    Promoted<String> served =
        registry()
            .follow(
                entry -> {
                  loaded.add(entry.id());
                  return LearnedPrompt.load(entry.file()).prompt().text();
                });

    assertThat(served.refresh()).isFalse();
    assertThat(served.get()).isEqualTo("one");
    registry.promote(two, "better");
    assertThat(served.get()).isEqualTo("one");
    assertThat(served.refresh()).isTrue();
    assertThat(served.get()).isEqualTo("two");
    assertThat(served.entry().id()).isEqualTo(two);
    assertThat(served.refresh()).isFalse();
    assertThat(loaded).containsExactly(one, two);
  }

  @Test
  void whatCannotBeLoadedLeavesWhatIsServed() throws IOException {
    PromptRegistry registry = registry();
    RegistryEntry one = addByHand(registry, "one");
    RegistryEntry two = addByHand(registry, "two");
    registry.promote(one.id(), "first");
    Promoted<LearnedPrompt> served = registry.follow(now -> LearnedPrompt.load(now.file()));
    registry.promote(two.id(), "better");
    String whole = Files.readString(two.file());
    Files.writeString(two.file(), whole.replace("two", "tow"));

    assertThatIllegalArgumentException()
        .isThrownBy(served::refresh)
        .withMessageContaining("entry.json: sha256 must be that of " + two.file());
    assertThat(served.get().prompt().text()).isEqualTo("one");
    Files.writeString(two.file(), whole);
    assertThat(served.refresh()).isTrue();
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    PromptRegistry registry = registry();
    RegistryEntry entry = addByHand(registry, "one");
    registry.promote(entry.id(), "first");
    Path promoted = folder.resolve("registry/promoted.json");
    Files.writeString(promoted, Files.readString(promoted).replace("first", "other"));
    Path record = entry.file().resolveSibling("entry.json");
    Files.writeString(record, Files.readString(record).replace("hand", "foot"));

    assertThatIllegalArgumentException()
        .isThrownBy(registry::promotions)
        .withMessageContaining(promoted + ": hash must be that of the other fields");
    assertThatIllegalArgumentException()
        .isThrownBy(registry::entries)
        .withMessageContaining(record + ": hash must be that of the other fields");
    Files.delete(record);
    assertThatThrownBy(() -> registry.entry(entry.id()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot read " + record);
  }

  @Test
  void whatACrashLeftOfAnAddIsNoEntry() throws IOException {
    addByHand(registry(), "one");
    Files.createDirectories(folder.resolve("registry/entries/.adding-half"));

    assertThat(registry().entries()).hasSize(1);
  }

  /** Adds and promotes prompts of its own and some that others add as well. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) {
      PromptRegistry registry = PromptRegistry.open(Path.of(args[0]));
      for (int i = 0; i < Integer.parseInt(args[2]); i++) {
        addByHand(registry, "shared " + i);
        registry.promote(addByHand(registry, args[1] + " " + i).id(), args[1]);
      }
    }
  }

  @Test
  void twoProcessesAndTheirThreadsAddAndPromoteAtTheSameTime() throws Exception {
    Path shared = folder.resolve("registry");
    List<Process> processes = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  shared.toString(),
                  name,
                  "40")
              .redirectErrorStream(true)
              .redirectOutput(new File(folder.toFile(), name + ".txt"))
              .start());
    }
    Thread thread = new Thread(() -> Writer.main(new String[] {shared.toString(), "c", "40"}));
    thread.start();
    Writer.main(new String[] {shared.toString(), "d", "40"});
    thread.join();
    for (Process process : processes) {
      assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }

    List<Promotion> promotions = registry().promotions();
    assertThat(registry().entries()).hasSize(5 * 40);
    assertThat(promotions).hasSize(4 * 40);
    for (int i = 1; i < promotions.size(); i++) {
      assertThat(promotions.get(i).previous()).hasValue(promotions.get(i - 1).id());
    }
    assertThat(registry().promoted().orElseThrow().id())
        .isEqualTo(promotions.get(promotions.size() - 1).id());
  }
}
