package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Item;
import io.agp.User;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.read.SampleData;
import io.agp.optimize.LearnedPrompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole commands on the bundled sample, with the simulated model. */
@Timeout(240)
class RoundsAndClicksTest {
  @TempDir private Path folder;

  private String run() {
    return folder.resolve("run").toString();
  }

  /** A log in which every user of the sample clicked the last item of the own history. */
  private Path impressions() throws IOException {
    Dataset sample = SampleData.load();
    Random random = new Random(5);
    List<String> lines = new ArrayList<>();
    for (User user : sample.users()) {
      List<Item> all = user.lastItems(Integer.MAX_VALUE);
      if (all.size() > 2) {
        lines.add(line(user, all, new ArrayList<>(sample.items().values()), random));
      }
    }
    return Files.write(folder.resolve("shown.jsonl"), lines);
  }

  private static String line(User user, List<Item> all, List<Item> others, Random random) {
    Item clicked = all.get(all.size() - 1);
    others.removeAll(all);
    Collections.shuffle(others, random);
    List<Item> shown = new ArrayList<>(others.subList(0, 9));
    shown.add(random.nextInt(10), clicked);
    return String.format(
        "{\"user\":\"%s\",\"history\":%s,\"shown\":%s,\"clicked\":[%s]}",
        user.id(), ids(all.subList(0, all.size() - 1)), ids(shown), clicked.id());
  }

  private static List<String> ids(List<Item> items) {
    return items.stream().map(Item::id).toList();
  }

  private Cli train(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "train",
                "--train-users",
                "30",
                "--validation-users",
                "30",
                "--epochs",
                "1",
                "--run",
                run()));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  @Test
  void aTeamLearnsFromItsLogAndTestsInRounds() throws IOException {
    Cli train = train("--impressions", impressions().toString());
    assertThat(train.exitCode).as(train.err).isZero();
    assertThat(LearnedPrompt.load(folder.resolve("run/prompt.json")).learnedOn())
        .containsEntry("protocol", "IMPRESSIONS")
        .containsEntry("recommender", "as shown")
        .containsEntry("feedback", "CLICKS");

    Path json = folder.resolve("result.json");
    Cli evaluate =
        Cli.run(
            "evaluate",
            "--run",
            run(),
            "--users",
            "20",
            "--rounds",
            "4",
            "--methods",
            "base,window,agp",
            "--window",
            "4",
            "--step",
            "2",
            "--json",
            json.toString());
    assertThat(evaluate.exitCode).as(evaluate.err).isZero();
    assertThat(evaluate.out)
        .contains("Relevant is what was clicked where it was shown")
        .containsPattern("AGP: \\d+ rounds for 20 rankings, \\d+ saved as orders agreed, 0 failed.")
        .contains("NDCG@10 by the slot of the relevant item in the prompt")
        .contains("| LLM-Window |");
    JsonObject result = JsonObject.parse("result", Files.readString(json));
    JsonObject rounds = result.object("rounds").object("agp");
    assertThat(rounds.integer("rounds") + rounds.integer("saved")).isEqualTo(4 * 20);
    assertThat(result.object("methods").object("agp").integer("calls"))
        .as("a profile of each user and the rounds")
        .isEqualTo(20 + rounds.integer("rounds"));
    JsonObject bias = result.object("methods").object("agp").object("bias");
    assertThat(bias.integer("answers")).isEqualTo(rounds.integer("rounds"));
    assertThat(bias.objects("slots", false).stream().mapToInt(slot -> slot.integer("n")).sum())
        .isEqualTo(bias.integer("answers"));
    assertThat(result.object("methods").object("base").object("bias").integer("answers")).isZero();
  }

  @Test
  void theFeedbackIsAnOption() {
    Cli train = train("--protocol", "sampled", "--feedback", "pairwise");

    assertThat(train.exitCode).as(train.err).isZero();
    assertThat(LearnedPrompt.load(folder.resolve("run/prompt.json")).learnedOn())
        .containsEntry("feedback", "PAIRWISE");
    assertThat(Cli.run("evaluate", "--run", run(), "--users", "5", "--methods", "base").exitCode)
        .isZero();
  }

  @Test
  void optionsThatImpressionsReplaceAreRefused() {
    Cli train = train("--impressions", "shown.jsonl", "--protocol", "sampled");

    assertThat(train.exitCode).isEqualTo(2);
    assertThat(train.err).contains("--protocol does not apply to --impressions");
  }

  @Test
  void rerankingTellsItsRounds() {
    Cli rerank =
        Cli.runWith(
            "{\"user\":{\"id\":1,\"history\":[]},\"candidates\":[{\"id\":5,\"title\":\"A\"},"
                + "{\"id\":6,\"title\":\"B\"}]}\n",
            "rerank",
            "--method",
            "dir",
            "--rounds",
            "2");

    assertThat(rerank.exitCode).isZero();
    assertThat(rerank.lines()).hasSize(1);
    assertThat(rerank.err).contains("LLM-Dir: 2 rounds for 1 rankings, 0 saved");
    assertThat(Cli.runWith("", "rerank", "--rounds", "0").exitCode).isEqualTo(2);
  }
}
