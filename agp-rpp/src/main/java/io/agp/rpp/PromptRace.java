package io.agp.rpp;

import io.agp.LabelledUser;
import io.agp.rpp.PromptTrial.Score;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Successive halving of whole prompts, each round on users that were not asked before. */
final class PromptRace {
  private static final int FINALISTS = 3;

  private final PromptTrial trial;
  private final List<Runner> all = new ArrayList<>();
  private List<Runner> racing;
  private int asked;

  /** A prompt and what it earned so far. */
  private static final class Runner {
    final RppPrompt prompt;
    private Score train = Score.NONE;
    private Score unseen = Score.NONE;

    Runner(RppPrompt prompt) {
      this.prompt = prompt;
    }

    double overall() {
      return train.plus(unseen).mean();
    }
  }

  PromptRace(PromptTrial trial, List<RppPrompt> prompts) {
    this.trial = trial;
    prompts.forEach(prompt -> all.add(new Runner(prompt)));
    this.racing = List.copyOf(all);
  }

  int started() {
    return all.size();
  }

  /** How many users the last prompts met. */
  int asked() {
    return asked;
  }

  /** The mean over the training users that a prompt met. */
  double trainNdcg(RppPrompt prompt) {
    return all.stream()
        .filter(runner -> runner.prompt.equals(prompt))
        .mapToDouble(runner -> runner.train.mean())
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Asks about new users and halves the prompts, until few prompts, users or calls are left. */
  void halve(List<LabelledUser> users, int budget) {
    int share = budget / rounds();
    int more = more(users, budget, share);
    while (more > 0) {
      List<LabelledUser> next = users.subList(asked, asked + more);
      for (Runner runner : racing) {
        runner.train = runner.train.plus(trial.score(runner.prompt, next));
      }
      asked += more;
      racing = best(Math.max(FINALISTS, (racing.size() + 1) / 2));
      more = racing.size() > FINALISTS ? more(users, budget, share) : 0;
    }
    racing = best(FINALISTS);
  }

  private int more(List<LabelledUser> users, int budget, int share) {
    int affordable = (budget - trial.calls()) / racing.size();
    int fair = Math.max(1, share / racing.size());
    return Math.min(users.size() - asked, Math.min(affordable, fair));
  }

  /** How often the prompts can be halved, once at least. */
  private int rounds() {
    int rounds = 1;
    for (int left = (all.size() + 1) / 2; left > FINALISTS; left = (left + 1) / 2) {
      rounds++;
    }
    return rounds;
  }

  /** Prompts without an answer are out; if no prompt has one, that is an outage. */
  private List<Runner> best(int most) {
    boolean any = racing.stream().anyMatch(runner -> runner.train.answered() > 0);
    return racing.stream()
        .filter(runner -> !any || runner.train.answered() > 0)
        .sorted(Comparator.comparingDouble((Runner runner) -> -runner.train.mean()))
        .limit(most)
        .toList();
  }

  /** The best of those left, or the manual prompt if it is as good on users that decide. */
  RppPrompt finish(RppPrompt manual, List<LabelledUser> validation) {
    if (validation.isEmpty()) {
      return racing.get(0).prompt;
    }
    Score usual = trial.score(manual, validation);
    for (Runner runner : racing) {
      runner.unseen = runner.prompt.equals(manual) ? usual : trial.score(runner.prompt, validation);
    }
    Runner winner = Collections.max(racing, Comparator.comparingDouble(Runner::overall));
    return winner.unseen.mean() > usual.mean() ? winner.prompt : manual;
  }
}
