package io.agp.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.User;
import io.agp.optimize.TrainingData;
import io.agp.rpp.Action;
import io.agp.rpp.ActionSpace;
import io.agp.rpp.Domain;
import io.agp.rpp.ItemEncoder;
import io.agp.rpp.Pattern;
import io.agp.rpp.RppOptimizer;
import io.agp.rpp.RppPolicy;
import io.agp.rpp.RppPrompt;
import io.agp.rpp.RppReranker;
import io.agp.rpp.UserEncoder;
import io.agp.testkit.AnswerStyle;
import io.agp.testkit.PlantedWorld;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RPP in a planted world of a simulated model, its prompts encoded by MiniLM. */
class LearningWithMiniLmTest {
  private static final ActionSpace SPACE = ActionSpace.of(Domain.MOVIES);

  @TempDir private Path folder;

  private final PlantedWorld world =
      PlantedWorld.builder()
          .seed(1)
          .sentences("role", texts(Pattern.ROLE_PLAYING))
          .sentences("reasoning", texts(Pattern.REASONING_GUIDANCE))
          .sentences("format", texts(Pattern.OUTPUT_FORMAT))
          .answers(
              List.of(
                  AnswerStyle.TITLES,
                  AnswerStyle.COMMA_LIST,
                  AnswerStyle.ONE_PER_LINE,
                  AnswerStyle.JSON_OBJECT,
                  AnswerStyle.JSON_OBJECT))
          .build();
  private final List<LabelledUser> users = world.users(200, "train");
  private final List<LabelledUser> validation = world.users(50, "validation");

  private static List<String> texts(Pattern pattern) {
    return SPACE.set(pattern).orElseThrow().actions().stream()
        .map(action -> ((Action.Sentence) action).text())
        .toList();
  }

  private List<LabelledUser> everybody() {
    return Stream.concat(users.stream(), validation.stream()).toList();
  }

  private UserEncoder userEncoder() {
    Map<String, double[]> vectors = new HashMap<>();
    for (LabelledUser user : everybody()) {
      vectors.put(user.user().id(), world.embedding(user.user()));
    }
    return UserEncoder.embeddings("planted users", vectors, new Unknown());
  }

  private ItemEncoder itemEncoder() {
    Map<String, double[]> vectors = new HashMap<>();
    for (LabelledUser user : everybody()) {
      user.candidates().forEach(item -> vectors.put(item.id(), world.embedding(item)));
    }
    return ItemEncoder.embeddings("planted items", vectors, new UnknownItem());
  }

  @Test
  void aPolicyIsLearnedKeptAndRefusedWithAnotherEncoder() {
    try (OnnxSentenceEncoder sentences = OnnxSentenceEncoder.miniLm()) {
      RppPolicy policy =
          RppOptimizer.builder(world.model(), SPACE, userEncoder(), itemEncoder())
              .sentenceEncoder(sentences)
              .patterns(Pattern.ROLE_PLAYING, Pattern.OUTPUT_FORMAT)
              .iterations(10)
              .seed(1)
              .concurrency(1)
              .build()
              .optimize(TrainingData.of(users, validation));
      double manual = closed(user -> RppPrompt.manual(SPACE));
      assertThat(closed(policy::firstPrompt)).isGreaterThan(manual + 0.2);

      Path file = folder.resolve("policy.json");
      policy.save(file);
      assertThatThrownBy(() -> RppPolicy.load(file, userEncoder(), itemEncoder()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("policy.json", "hashing-1-512", sentences.name());
      RppPolicy read = RppPolicy.load(file, userEncoder(), itemEncoder(), sentences);
      for (LabelledUser user : users.subList(0, 5)) {
        assertThat(rankedBy(read, user)).isEqualTo(rankedBy(policy, user));
      }
    }
  }

  /** How much of the gap between random choice and each user's best prompt first rounds close. */
  private double closed(Function<User, RppPrompt> prompts) {
    double sum = 0;
    for (LabelledUser user : users) {
      RppPrompt prompt = prompts.apply(user.user());
      int[] choices = prompt.choices();
      var choice = new PlantedWorld.Choice(choices[0], choices[2], choices[3]);
      sum += world.expectedNdcg(user, choice, prompt.historyLength());
    }
    return world.gap(users, List.of(1, 2, 3, 4, 5)).closed(sum / users.size());
  }

  /** Two rounds: the second prompt hangs on the encoded first one. */
  private List<String> rankedBy(RppPolicy policy, LabelledUser user) {
    return RppReranker.builder(world.model(), policy)
        .build()
        .withFallback()
        .rerank(user.user(), user.candidates())
        .items()
        .stream()
        .map(Item::id)
        .toList();
  }

  /** For users without an embedding. */
  private static final class Unknown implements UserEncoder {
    @Override
    public double[] encode(User user) {
      return new double[dimensions()];
    }

    @Override
    public boolean knows(User user) {
      return false;
    }

    @Override
    public String name() {
      return "zeros";
    }

    @Override
    public int dimensions() {
      return 64;
    }
  }

  /** For items without an embedding. */
  private static final class UnknownItem implements ItemEncoder {
    @Override
    public double[] encode(Item item) {
      return new double[dimensions()];
    }

    @Override
    public String name() {
      return "zeros";
    }

    @Override
    public int dimensions() {
      return 64;
    }
  }
}
