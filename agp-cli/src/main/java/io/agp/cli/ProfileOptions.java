package io.agp.cli;

import io.agp.LabelledUser;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.protocol.Samples;
import io.agp.llm.LlmClient;
import io.agp.optimize.LearnedPrompt;
import io.agp.profile.LlmProfileGenerator;
import io.agp.profile.ProfileGenerator;
import io.agp.profile.ProfileStore;
import io.agp.profile.StoredProfiles;
import io.agp.prompt.Prompt;
import io.agp.rpp.ActionSpace;
import io.agp.rpp.ProfilePatterns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What RPP's prompts may tell of the person beside the history. */
final class ProfileOptions {
  private static final long KEPT = 1_000_000;

  @Option(
      names = "--user-profile",
      paramLabel = "NAMES",
      split = ",",
      description =
          "For all but agp: attributes of users that a prompt may show, each in or out, such as"
              + " gender,age,occupation. MovieLens 1M and 100K have these.")
  List<String> userProfile = new ArrayList<>();

  @Option(
      names = "--profile-prompts",
      paramLabel = "RUNS",
      split = ",",
      description =
          "For rpp and rpp+: runs of agp, or files of their prompts. A prompt may then hold a"
              + " description of the person, written with one of these prompts or with the one that"
              + " they were learned from.")
  List<Path> profilePrompts = new ArrayList<>();

  /** A space with what the options add. */
  ActionSpace addTo(ActionSpace space) {
    ActionSpace told =
        userProfile.isEmpty()
            ? space
            : ProfilePatterns.withAttributes(space, userProfile.toArray(String[]::new));
    return profilePrompts.isEmpty() ? told : ProfilePatterns.withPrompts(told, prompts());
  }

  private List<Prompt> prompts() {
    List<Prompt> prompts = new ArrayList<>();
    for (Path source : profilePrompts) {
      LearnedPrompt learned =
          Files.isDirectory(source)
              ? RunFolder.open(source).readPrompt()
              : LearnedPrompt.load(source);
      prompts.add(learned.initial());
      prompts.add(learned.prompt());
    }
    return prompts;
  }

  /**
   * Refuses what could not work, or would not be a fair test.
   *
   * @throws IllegalArgumentException if the method has no use for an option, nobody has an
   *     attribute, or a run learned from others than this one will
   */
  void check(LearningMethod method, Samples samples, Dataset dataset) {
    if (!userProfile.isEmpty() && method == LearningMethod.AGP) {
      throw new IllegalArgumentException("--user-profile is not for --method agp");
    }
    if (!profilePrompts.isEmpty() && !method.isRpp()) {
      throw new IllegalArgumentException(
          "--profile-prompts is for --method rpp and rpp+, not for " + method);
    }
    userProfile.forEach(name -> requireKnown(name, samples.train()));
    Set<String> users = ids(samples);
    profilePrompts.stream()
        .filter(Files::isDirectory)
        .forEach(run -> requireAmong(users, run, dataset));
  }

  private static void requireKnown(String name, List<LabelledUser> users) {
    if (users.stream().noneMatch(user -> user.user().attributes().containsKey(name))) {
      throw new IllegalArgumentException(
          String.format(
              "--user-profile: no user to learn from has the attribute \"%s\", known are %s",
              name,
              users.stream()
                  .flatMap(user -> user.user().attributes().keySet().stream())
                  .distinct()
                  .sorted()
                  .toList()));
    }
  }

  /** A prompt that was learned from a test user would know what the test asks. */
  private static void requireAmong(Set<String> users, Path run, Dataset dataset) {
    Set<String> others = ids(RunFolder.open(run).readSamples(dataset));
    others.removeAll(users);
    if (!others.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              "--profile-prompts: %s learned from %d user(s) that this run does not learn from or"
                  + " validate with, such as %s, so they may be tested. Use the same seed, protocol"
                  + " and numbers of users",
              run, others.size(), others.iterator().next()));
    }
  }

  private static Set<String> ids(Samples samples) {
    Set<String> ids = new HashSet<>();
    Stream.concat(samples.train().stream(), samples.validation().stream())
        .forEach(user -> ids.add(user.user().id()));
    return ids;
  }

  /** Profiles as runs write them: each once, from the latest items. */
  static ProfileGenerator profiles(LlmClient llm, int history) {
    return new StoredProfiles(new LlmProfileGenerator(llm, history), ProfileStore.inMemory(KEPT));
  }
}
