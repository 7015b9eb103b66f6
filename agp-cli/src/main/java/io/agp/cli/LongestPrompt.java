package io.agp.cli;

import io.agp.Item;
import io.agp.User;
import io.agp.llm.Deadline;
import io.agp.llm.LlmRequest;
import io.agp.llm.TokenUsage;
import io.agp.rpp.Action;
import io.agp.rpp.ActionSpace;
import io.agp.rpp.PromptAssembler;
import io.agp.rpp.RppPrompt;
import java.util.List;

/**
 * The longest prompts that agents can choose. The parts of a prompt do not depend on each other, so
 * the longest action of each pattern makes the longest prompt.
 */
final class LongestPrompt {
  private final ActionSpace space;
  private final PromptAssembler assembler;
  private final int rounds;
  private final int more;

  /**
   * Prompts of an assembler.
   *
   * @param rounds in how many rounds the history can grow, at least 1
   * @param more bytes that rewriting can add to each sentence, as the assembler does not know them
   */
  LongestPrompt(PromptAssembler assembler, int rounds, int more) {
    this.space = assembler.space();
    this.assembler = assembler;
    this.rounds = rounds;
    this.more = more;
  }

  /** The longest request for a user. */
  LlmRequest of(User user, List<Item> candidates) {
    int[] choices = RppPrompt.manual(space).choices();
    for (int set = 0; set < choices.length; set++) {
      choices[set] = longest(user, candidates, choices, set);
    }
    return request(user, candidates, choices);
  }

  private int longest(User user, List<Item> candidates, int[] others, int set) {
    int best = others[set];
    long most = -1;
    for (int action = 0; action < space.sizes()[set]; action++) {
      int[] choices = others.clone();
      choices[set] = action;
      long tokens = TokenUsage.atMost(request(user, candidates, choices)).input();
      if (tokens > most) {
        most = tokens;
        best = action;
      }
    }
    return best;
  }

  private LlmRequest request(User user, List<Item> candidates, int[] choices) {
    RppPrompt prompt = RppPrompt.first(space, choices);
    for (int round = 1; round < rounds; round++) {
      prompt = prompt.next(choices);
    }
    LlmRequest assembled =
        assembler
            .assembleAsync(user, candidates, prompt, 0, Deadline.none())
            .join()
            .request()
            .request();
    return more == 0 ? assembled : longer(assembled);
  }

  private LlmRequest longer(LlmRequest request) {
    long sentences =
        space.sets().stream()
            .filter(set -> set.actions().stream().anyMatch(Action.Sentence.class::isInstance))
            .count();
    LlmRequest.Builder longer = LlmRequest.builder(request.role());
    request.messages().forEach(longer::message);
    return longer.user("x".repeat((int) sentences * more)).build();
  }
}
