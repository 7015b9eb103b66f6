package io.agp.examples;

import io.agp.LabelledUser;
import io.agp.llm.LlmClient;
import io.agp.optimize.AgpOptimizer;
import io.agp.optimize.LearnedPrompt;
import io.agp.optimize.TrainingData;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Learns the prompt that writes profiles, from users whose next choice is known, and saves it. What
 * was learned is only as good as the validation says; {@link ServeWithAFallback} loads the file.
 *
 * <p>Without {@code OPENAI_API_KEY} a simulated model answers: it shows that learning works, not
 * how well a language model ranks.
 */
public final class LearnAPrompt {
  private LearnAPrompt() {}

  /**
   * Runs the example.
   *
   * @param args where to save the prompt; {@code prompt.json} in this folder if there is none
   */
  public static void main(String[] args) {
    Path file = Path.of(args.length > 0 ? args[0] : "prompt.json");
    Models.run(Films.all(), llm -> run(llm, file));
  }

  static String run(LlmClient llm, Path file) {
    List<LabelledUser> train = Films.users("train-", 40, 1);
    List<LabelledUser> validation = Films.users("validation-", 40, 2);

    LearnedPrompt learned =
        AgpOptimizer.builder(llm)
            .batchSize(10)
            .epochs(3)
            .historyLength(5)
            .build()
            .optimize(TrainingData.of(train, validation))
            .learnedOn("data set", "made-up users");
    learned.save(file);

    return describe(learned);
  }

  private static String describe(LearnedPrompt learned) {
    String scores =
        learned
            .validation()
            .map(
                v ->
                    String.format(
                        Locale.ROOT,
                        "NDCG@10 on the validation users: %.3f, first prompt %.3f",
                        v.learnedNdcg(),
                        v.initialNdcg()))
            .orElse("not validated");
    return String.join(
        "\n",
        "First prompt:   " + learned.initial().text(),
        "Learned prompt: " + learned.prompt().text(),
        scores);
  }
}
