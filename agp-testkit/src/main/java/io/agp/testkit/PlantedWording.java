package io.agp.testkit;

import java.util.List;

/** The sentences of a planted world that is not given others. */
final class PlantedWording {
  static final List<String> ROLES =
      List.of(
          "You have sold films over the counter for thirty years and know every shelf.",
          "You write about films for a weekly paper and defend each of your verdicts.",
          "You listen to people before you judge films, and hear what they mean.");

  /** Three kinds of three sentences: straight on, step by step, by facets. */
  static final List<String> REASONING =
      List.of(
          "Put the {{count}} candidates in order at once, as they strike you.",
          "Follow your first impression of the {{count}} candidates when you order them.",
          "Order the {{count}} candidates without weighing anything twice.",
          "Take one candidate after the other, and settle its place before you go on.",
          "Go forward in small steps: compare two candidates, then the next two, to the end.",
          "Reason it out in stages and let the order be the last of them.",
          "Look at genre, period and mood one by one and give each candidate marks for all three.",
          "List the sides of this taste first; then see on how many of them a candidate agrees.",
          "Split the taste into its parts and order the candidates by the parts they share.");

  static final List<String> FORMATS =
      List.of(
          "Answer with JSON of the form {\"ranking\": [numbers]}, the best first.",
          "Answer with a JSON array that holds the numbers, the best first, and nothing around it.",
          "Answer with the numbers on a single line, commas between them, the best first.",
          "Answer with a number on each line, the best at the top.",
          "Answer with the titles as a numbered list, the best at the top.");

  static final List<AnswerStyle> STYLES =
      List.of(
          AnswerStyle.JSON_OBJECT,
          AnswerStyle.JSON_ARRAY,
          AnswerStyle.COMMA_LIST,
          AnswerStyle.ONE_PER_LINE,
          AnswerStyle.TITLES);

  private PlantedWording() {}
}
