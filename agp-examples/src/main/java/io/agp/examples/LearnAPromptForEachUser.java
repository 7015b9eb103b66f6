package io.agp.examples;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.User;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.optimize.TrainingData;
import io.agp.rpp.ActionSpace;
import io.agp.rpp.Domain;
import io.agp.rpp.HashingSentenceEncoder;
import io.agp.rpp.ItemEncoder;
import io.agp.rpp.Projection;
import io.agp.rpp.RppOptimizer;
import io.agp.rpp.RppPolicy;
import io.agp.rpp.RppReranker;
import io.agp.rpp.SentenceEncoder;
import io.agp.rpp.UserEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Learns which sentences make the best prompt for whom (RPP), saves the policy, and serves it: a
 * decision takes microseconds, the model is asked once or a few times a ranking, an answer comes
 * within two seconds, and if the model is too slow or fails, the base order is served.
 *
 * <p>Without {@code OPENAI_API_KEY} a simulated model answers.
 */
public final class LearnAPromptForEachUser {
  private LearnAPromptForEachUser() {}

  /**
   * Runs the example.
   *
   * @param args where to save the policy; a temporary file if there is none
   * @throws IOException if no temporary file can be made
   */
  public static void main(String[] args) throws IOException {
    Path file = args.length > 0 ? Path.of(args[0]) : Files.createTempFile("policy", ".json");
    Models.run(
        Films.all(),
        llm -> {
          learn(llm, Films.users("train-", 60, 1), Films.users("validation-", 30, 2), file);
          return serve(llm, file, Films.westernFan(), Films.mixed());
        });
  }

  static RppPolicy learn(
      LlmClient llm, List<LabelledUser> train, List<LabelledUser> validation, Path file) {
    SentenceEncoder sentences = new HashingSentenceEncoder();
    Projection to64 = Projection.random(sentences.dimensions(), 64, 1);
    UserEncoder users = UserEncoder.ofText(sentences, 5).projected(to64);
    ItemEncoder items = ItemEncoder.ofText(sentences).projected(to64);

    RppPolicy policy =
        RppOptimizer.builder(llm, ActionSpace.of(Domain.MOVIES), users, items)
            .iterations(9)
            .build()
            .optimize(TrainingData.of(train, validation));
    policy.save(file);
    return policy;
  }

  static String serve(LlmClient llm, Path file, User user, List<Item> candidates) {
    RppPolicy policy = RppPolicy.load(file);
    Reranker reranker = RppReranker.builder(llm, policy).build().withFallback();
    Ranking ranking = reranker.rerank(user, candidates, Deadline.after(Duration.ofSeconds(2)));

    return String.join(
        "\n",
        "The prompt for " + user.id() + ":",
        policy.promptFor(user).text(),
        ranking.source() + ", best: " + ranking.items().get(0).title());
  }
}
