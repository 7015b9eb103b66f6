package io.agp.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Item;
import io.agp.llm.ChatMessage;
import io.agp.prompt.Prompt;
import io.agp.prompt.RoleTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the guard does with ten thousand real titles, many of which are everyday words. */
class LeakageOnLatestSmallTest {
  /** Prompts as editors write them, with capitals, lists, headings and everyday phrases. */
  private static final List<String> HARMLESS =
      List.of(
          "Describe the person's taste. Pay attention to the speed of telling, to how much heat a"
              + " conflict has, and to whether the choices add up. If it is unclear, say so.",
          "Write a profile in four sentences: 1. Genres, the most frequent first. 2. Decades. 3."
              + " Mood, light or dark. 4. What changed before and after the latest choice.",
          "**Genres**: name at most three.\n**Mood**: is it dark, tender or wild?\n**Pace**: slow"
              + " or fast?\n- Up to five sentences.\n- It must not be longer.\n- Us or them stories"
              + " count as conflict.",
          "ALWAYS give the years. DO NOT name a title. ONLY speak of kinds of films: action, drama,"
              + " comedy, horror, romance, science fiction.",
          "Weigh the last choices most (if there are fewer than three, all of them alike). Say how"
              + " strong each preference is, and never invent one.",
          "Look at Action, Adventure, Children, Comedy, Crime, Drama, Fantasy, Musical, Mystery,"
              + " Romance, Thriller and War, and say which of them the person prefers.",
          "Infer what the person wants next. Think of a love story, a road movie or a ghost story"
              + " as kinds of stories; be as good as you can, and keep in mind the big picture.",
          "Summarise the history from the oldest choice to the newest one. State the range of"
              + " years, the tone, the style, the themes and the settings that come back.",
          "Given the choices, explain what draws this person in: the people, the world, the plot,"
              + " the music or the look. Then predict what the person would leave out.",
          "First list what all choices share. Next say what only some of them share. Last, guess"
              + " what is going to be chosen now, in a way that holds for a thousand items.");

  private static List<String> ownPrompts() {
    List<String> texts = new ArrayList<>(List.of(Prompt.initialProfilePrompt().text()));
    for (RoleTemplate template :
        List.of(
            RoleTemplate.profile(),
            RoleTemplate.rerank(),
            RoleTemplate.direct(),
            RoleTemplate.chainOfThought(),
            RoleTemplate.critique(),
            RoleTemplate.summarise(),
            RoleTemplate.edit())) {
      Map<String, String> values = new HashMap<>();
      template.placeholders().forEach(name -> values.put(name, name));
      template.request(values).build().messages().stream()
          .map(ChatMessage::text)
          .forEach(texts::add);
    }
    return texts;
  }

  /** Nothing is allowed for its own sake: the prompt to begin with says nothing. */
  private static PromptGuard guard(List<Item> items) {
    return PromptGuard.leakage(items, Prompt.of("-"));
  }

  @Test
  void noneOfTheLibrarysPromptsIsRefused() {
    PromptGuard guard = guard(MovieTitles.orSkip());

    assertThat(ownPrompts()).hasSizeGreaterThan(10);
    assertThat(ownPrompts())
        .allSatisfy(text -> assertThat(guard.refusal(Prompt.of(text))).as(text).isEmpty());
  }

  @Test
  void everydayPromptsAreNotRefused() {
    PromptGuard guard = guard(MovieTitles.orSkip());

    assertThat(HARMLESS)
        .allSatisfy(text -> assertThat(guard.refusal(Prompt.of(text))).as(text).isEmpty());
  }

  @Test
  void everyTitleIsRefusedAsItStandsInTheData() {
    List<Item> items = MovieTitles.orSkip();
    PromptGuard guard = guard(items);

    assertThat(items)
        .filteredOn(
            item ->
                guard.refusal(Prompt.of("Say whether " + item.title() + " comes near.")).isEmpty())
        .extracting(Item::title)
        .isEmpty();
  }
}
