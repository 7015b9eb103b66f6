package io.agp.testkit;

import io.agp.llm.ChatMessage;
import io.agp.llm.ChatMessage.Author;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Edits a prompt as an instruction says, and mends its own answer when it is told of a fault. */
final class Editor {
  private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+|\\n+");
  private static final Pattern LIMIT =
      Pattern.compile(
          "(?i)(?:under|at most|no more than|not more than|within|below|fewer than|exceed(?:ing)?"
              + "|maximum of|limit(?:ed to| of)?:?|up to|to)\\s+(\\d{1,4})\\s+words"
              + "|(\\d{1,4})[- ]words? (?:or (?:less|fewer)|at most|maximum|limit)");
  private static final Pattern STRENGTH =
      Pattern.compile(
          "(?i)(?:strength|strongly|intensity|extent|force|boldness|magnitude)[^\\d\\n]{0,60}?"
              + "(\\d{1,2})\\b(?!\\s*\\()(?=\\s*(?:of|/|out|on|$|[.,;)\\n]))");
  private static final Pattern SHORTER = Pattern.compile("(?i)shorten|shorter|too long|cut it");
  private static final Pattern OF_PROMPTS =
      Pattern.compile("(?i)\\bprompts?\\b|\\bdescriptions? should\\b|\\bask for\\b");
  private static final int USUAL_STRENGTH = 5;

  private final double malformedRate;

  Editor(double malformedRate) {
    this.malformedRate = malformedRate;
  }

  String write(List<ChatMessage> messages, DataReader reader, Draws draws) {
    int answered = indexOfFirstAnswer(messages);
    PromptReading order = PromptReading.of(messages.subList(0, answered), reader);
    String edited = edited(order, draws);
    for (int i = answered; i < messages.size(); i++) {
      ChatMessage message = messages.get(i);
      edited =
          message.author() == Author.ASSISTANT
              ? bare(message.text())
              : mended(edited, message.text(), draws);
    }
    return wrapped(edited, draws);
  }

  private static int indexOfFirstAnswer(List<ChatMessage> messages) {
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i).author() == Author.ASSISTANT) {
        return i;
      }
    }
    return messages.size();
  }

  private static String edited(PromptReading order, Draws draws) {
    String prompt = prompt(order);
    String instruction = instruction(order, prompt);
    int strength = strength(order.said());
    FacetTalk wanted = FacetTalk.of(instruction);
    List<String> sentences = new ArrayList<>(sentences(prompt));
    sentences.removeIf(sentence -> onlyOf(sentence, wanted.unwanted()));
    if (sentences.isEmpty()) {
      sentences.add(Phrases.pick(draws, "ask.opening"));
    }
    List<Facet> missing = new ArrayList<>(wanted.wanted());
    missing.removeAll(FacetTalk.of(String.join(" ", sentences)).wanted());
    List<Facet> added = missing.stream().limit(room(strength)).toList();
    if (strength >= 8 || (added.isEmpty() && wanted.unwanted().isEmpty())) {
      reword(sentences, strength, wanted.wanted(), draws);
    }
    added.forEach(facet -> sentences.add(Phrases.pick(draws, "ask." + facet.key())));
    ItemLine.quoted(instruction).stream()
        .findFirst()
        .ifPresent(item -> sentences.add(Phrases.pick(draws, "ask.leak", "title", item.title())));
    return cut(sentences, limit(order.said()));
  }

  /** How many sides of taste a change of this strength may add. */
  private static int room(int strength) {
    return strength <= 3 ? 1 : strength <= 7 ? 2 : 3;
  }

  private static boolean onlyOf(String sentence, Set<Facet> unwanted) {
    List<Facet> spoken = FacetTalk.of(sentence).wanted();
    return !spoken.isEmpty() && unwanted.containsAll(spoken);
  }

  /** Says again in other words what is already asked: the opening, or one of the wanted sides. */
  private static void reword(
      List<String> sentences, int strength, List<Facet> wanted, Draws draws) {
    for (int i = 0; i < sentences.size(); i++) {
      List<Facet> spoken = FacetTalk.of(sentences.get(i)).wanted();
      if (spoken.isEmpty() && i == 0 && strength >= 8) {
        sentences.set(i, Phrases.pick(draws, "ask.opening"));
      } else if (spoken.size() == 1 && i > 0 && wanted.contains(spoken.get(0))) {
        sentences.set(i, Phrases.pick(draws, "ask." + spoken.get(0).key()));
      }
    }
  }

  /** The text to edit: what is called the prompt, or the text that is not the instruction. */
  private static String prompt(PromptReading order) {
    Optional<Block> labelled = order.text(Label.PROMPT);
    List<Block> texts = order.textBlocks();
    return labelled
        .or(() -> order.text(Label.PROFILE))
        .or(
            () ->
                texts.stream()
                    .filter(block -> block.label() != Label.INSTRUCTION)
                    .filter(block -> texts.size() == 1 || !speaksOfPrompts(block.text()))
                    .findFirst())
        .or(() -> texts.stream().findFirst())
        .map(Block::text)
        .orElse("");
  }

  private static boolean speaksOfPrompts(String text) {
    return OF_PROMPTS.matcher(text).find();
  }

  private static String instruction(PromptReading order, String prompt) {
    StringBuilder instruction = new StringBuilder();
    for (Block block : order.textBlocks()) {
      if (!block.text().equals(prompt)) {
        instruction.append(block.text()).append('\n');
      }
    }
    return instruction.isEmpty() ? order.prose() : instruction.toString();
  }

  private static int strength(String said) {
    Matcher matcher = STRENGTH.matcher(said);
    int strength = USUAL_STRENGTH;
    while (matcher.find()) {
      strength = Math.max(1, Math.min(10, Integer.parseInt(matcher.group(1))));
    }
    return strength;
  }

  private static OptionalInt limit(String said) {
    Matcher matcher = LIMIT.matcher(said);
    OptionalInt limit = OptionalInt.empty();
    while (matcher.find()) {
      String number = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      limit = OptionalInt.of(Integer.parseInt(number));
    }
    return limit;
  }

  private static String mended(String answer, String complaint, Draws draws) {
    List<String> sentences = new ArrayList<>(sentences(answer));
    for (ShownItem named : ItemLine.quoted(complaint)) {
      String key = Titles.key(named.title());
      sentences.removeIf(sentence -> Titles.key(sentence).contains(key));
    }
    if (complaint.toLowerCase(Locale.ROOT).contains("ground truth")) {
      sentences.removeIf(sentence -> Titles.key(sentence).contains("ground truth"));
    }
    OptionalInt limit = limit(complaint);
    if (limit.isEmpty() && SHORTER.matcher(complaint).find()) {
      limit = OptionalInt.of(Math.max(1, words(answer) * 2 / 3));
    }
    return sentences.isEmpty() ? Phrases.pick(draws, "ask.opening") : cut(sentences, limit);
  }

  private static List<String> sentences(String text) {
    return Arrays.stream(SENTENCE.split(text.strip())).filter(s -> !s.isBlank()).toList();
  }

  /** The first sentences that fit; where not even one does, its first words. */
  private static String cut(List<String> sentences, OptionalInt limit) {
    List<String> kept = new ArrayList<>(sentences);
    while (limit.isPresent()
        && kept.size() > 1
        && words(String.join(" ", kept)) > limit.getAsInt()) {
      kept.remove(kept.size() - 1);
    }
    String text = String.join(" ", kept);
    return limit.isPresent() && words(text) > limit.getAsInt()
        ? String.join(
            " ", Arrays.asList(text.split("\\s+")).subList(0, Math.max(1, limit.getAsInt())))
        : text;
  }

  private static int words(String text) {
    return text.strip().split("\\s+").length;
  }

  /** An earlier answer without what may have been put around it. */
  private static String bare(String answer) {
    String text = answer.strip().replaceFirst("(?i)^(?:here is|here's|sure)[^\\n:]*:\\s*", "");
    return text.startsWith("\"") && text.endsWith("\"") && text.length() > 2
        ? text.substring(1, text.length() - 1)
        : text;
  }

  private String wrapped(String prompt, Draws draws) {
    return draws.chance(malformedRate)
        ? Phrases.pick(draws, "edit.around", "answer", prompt).replace("\\n", "\n")
        : prompt;
  }
}
