package io.agp.examples;

import io.agp.Ranking;
import io.agp.User;
import io.agp.llm.LlmClient;
import io.agp.rpp.Action;
import io.agp.rpp.ActionSet;
import io.agp.rpp.ActionSpace;
import io.agp.rpp.AssembledPrompt;
import io.agp.rpp.Domain;
import io.agp.rpp.FixedPromptReranker;
import io.agp.rpp.Pattern;
import io.agp.rpp.ProfilePatterns;
import io.agp.rpp.PromptAssembler;
import io.agp.rpp.RppPrompt;
import java.util.List;

/**
 * Adds patterns of your own to the prompts that RPP chooses from: sentences of yours, and users'
 * attributes, each in or out. What is not known of a user is left out and told. A space can be
 * written to a file, edited and read again; here one prompt of it is looked at and used.
 *
 * <p>Without {@code OPENAI_API_KEY} a simulated model answers.
 */
public final class BringYourOwnPatterns {
  private static final Pattern OCCASION = Pattern.sentences("occasion");

  private BringYourOwnPatterns() {}

  /**
   * Runs the example.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    Models.run(Films.all(), BringYourOwnPatterns::run);
  }

  static ActionSpace space() {
    ActionSpace space =
        ActionSpace.of(Domain.MOVIES).toBuilder()
            .add(
                ActionSet.of(
                    OCCASION,
                    List.of(
                        new Action.Sentence("silent-1", ""),
                        new Action.Sentence("evening-1", "The film is for a weekday evening."),
                        new Action.Sentence("company-1", "The film is watched with friends."))))
            .build();
    return ProfilePatterns.withAttributes(space, "age", "country");
  }

  static String run(LlmClient llm) {
    ActionSpace space = space();
    User user = Films.westernFan().with("age", "44");
    int[] choices = RppPrompt.manual(space).choices();
    choices[space.sets().indexOf(space.set(Pattern.USER_PROFILE).orElseThrow())] = 3;
    choices[space.sets().indexOf(space.set(OCCASION).orElseThrow())] = 1;
    RppPrompt prompt = RppPrompt.first(space, choices);

    PromptAssembler assembler = PromptAssembler.builder(space).build();
    AssembledPrompt assembled = assembler.assemble(user, Films.mixed(), prompt, 0);
    Ranking ranking =
        new FixedPromptReranker(llm, assembler, prompt).withFallback().rerank(user, Films.mixed());

    return String.join(
        "\n",
        assembled.instruction(),
        "Left out: " + assembled.omitted(),
        ranking.source() + ", best: " + ranking.items().get(0).title());
  }
}
