package io.agp.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes an order as the prompt asks, and now and then not quite so, as models do. */
final class RankingWriter {
  /** What can be wrong with an answer. */
  enum Flaw {
    FENCED,
    PROSE_AROUND,
    MISSING_IDS,
    REPEATED_ID,
    UNKNOWN_ID,
    COUNTED_FROM_ZERO,
    CUT_SHORT,
    TITLES_INSTEAD,
    REFUSAL
  }

  private final FactBook book;
  private final double malformedRate;

  RankingWriter(FactBook book, double malformedRate) {
    this.book = book;
    this.malformedRate = malformedRate;
  }

  String write(
      List<Integer> order,
      List<ShownItem> candidates,
      List<ShownItem> history,
      AnswerForm form,
      Draws draws) {
    String thought = form.thinks() ? thought(order, candidates, history, draws) + "\n\n" : "";
    return draws.chance(malformedRate)
        ? flawed(draws.pick(List.of(Flaw.values())), thought, order, candidates, form, draws)
        : thought + written(order, candidates, form);
  }

  private String thought(
      List<Integer> order, List<ShownItem> candidates, List<ShownItem> history, Draws draws) {
    TasteWords words = new TasteWords(book.of(history), TasteWords.Wording.IN_WORDS, draws);
    String genre = words.mostFrequentGenre();
    String best = order.isEmpty() ? "none of them" : candidates.get(order.get(0)).title();
    return Phrases.pick(
        draws, genre.isEmpty() ? "thought.plain" : "thought.genre", "genre", genre, "best", best);
  }

  private static String written(List<Integer> order, List<ShownItem> candidates, AnswerForm form) {
    return form.write(ids(order, candidates), titles(order, candidates));
  }

  private static List<String> ids(List<Integer> order, List<ShownItem> candidates) {
    return order.stream().map(i -> candidates.get(i).id().orElse(Integer.toString(i + 1))).toList();
  }

  private static List<String> titles(List<Integer> order, List<ShownItem> candidates) {
    return order.stream().map(i -> candidates.get(i).title()).toList();
  }

  private static String flawed(
      Flaw flaw,
      String thought,
      List<Integer> order,
      List<ShownItem> candidates,
      AnswerForm form,
      Draws draws) {
    List<String> ids = new ArrayList<>(ids(order, candidates));
    List<String> titles = titles(order, candidates);
    String right = thought + form.write(ids, titles);
    return switch (flaw) {
      case FENCED -> "```json\n" + form.write(ids, titles) + "\n```";
      case PROSE_AROUND -> Phrases.pick(draws, "ranking.around", "answer", right);
      case CUT_SHORT -> right.substring(0, (2 * right.length() + 2) / 3);
      case TITLES_INSTEAD -> new AnswerForm(AnswerForm.Shape.TITLES, "", false).write(ids, titles);
      case REFUSAL -> Phrases.pick(draws, "ranking.refusal");
      case MISSING_IDS, REPEATED_ID, UNKNOWN_ID, COUNTED_FROM_ZERO ->
          thought + form.write(spoilt(ids, flaw, draws), titles);
    };
  }

  private static List<String> spoilt(List<String> ids, Flaw flaw, Draws draws) {
    List<String> spoilt = new ArrayList<>(ids);
    if (ids.isEmpty()) {
      return spoilt;
    }
    int place = draws.below(ids.size());
    if (flaw == Flaw.MISSING_IDS && ids.size() > 1) {
      spoilt.remove(place);
    } else if (flaw == Flaw.REPEATED_ID) {
      spoilt.set(place, ids.get(draws.below(ids.size())));
    } else if (flaw == Flaw.UNKNOWN_ID) {
      spoilt.set(place, Integer.toString(ids.size() + 7));
    } else if (Set.copyOf(ids).stream().allMatch(id -> id.matches("\\d{1,6}"))) {
      spoilt.replaceAll(id -> Integer.toString(Integer.parseInt(id) - 1));
    }
    return spoilt;
  }
}
