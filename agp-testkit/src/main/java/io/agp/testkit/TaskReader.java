package io.agp.testkit;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells from a prompt's words and structure what it asks for. Words within data do not count: a
 * prompt to be edited may itself speak of ranking.
 */
final class TaskReader {
  private static final Pattern FEEDBACK =
      Pattern.compile(
          "(?:rank|position|place|spot|slot|came|stood|landed|number|index|\\bno\\.?|#)\\w*\\W+"
              + "(?:\\w+\\W+){0,8}?(?:should|ought|belongs?|target|ideal\\w*|instead|expected|correct"
              + "|deserv\\w+|would have)"
              + "|(?:should|ought to|target|ideal\\w*|expected|correct)\\W+(?:\\w+\\W+){0,4}?"
              + "(?:rank|position|place|spot|slot|number|\\d+(?:st|nd|rd|th)?\\b|first|top)"
              + "|(?:chosen|chose|picked|bought|watched|took|read) (?:next|in fact|actually)"
              + "|(?:actually|really|in fact|then) (?:chose|picked|bought|watched|took|read|played)"
              + "|\\b(?:NDCG|MRR|MAP|hit rate|recall)\\b[^\\n]{0,40}?\\d",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern REWORD =
      Pattern.compile(
          "(?i)\\bsentence\\b[^\\n]{0,200}?\\b(?:reword|rephrase|paraphrase|rewrite)\\b"
              + "|\\b(?:reword|rephrase|paraphrase|rewrite)\\b[^.\\n]{0,40}?\\bsentence\\b");

  private static final Pattern TASTE =
      Pattern.compile("(?i)\\b(?:tastes?|preferences?|likes|interests?|profile)\\b");

  private static final Cues RANK =
      new Cues(
          "rank|re-?rank|order|re-?order|sort|arrange|rearrange|prioriti[sz]e|put|permute|line up",
          "candidates?|ranking|best first|most (?:suitable|likely|fitting)|in order|permutation");
  private static final Cues PROFILE =
      new Cues(
          "describe|characteri[sz]e|summari[sz]e|sum up|profile|portray|sketch|paint|infer|outline"
              + "|write|tell|deduce|capture|work out|say|explain|identify|analy[sz]e|give",
          "tastes?|preferences?|profile|interests?|portrait|persona|likes|enjoys?|character sketch");
  private static final Cues CRITIQUE =
      new Cues(
          "criti(?:que|ci[sz]e)|diagnose|explain|find out|examine|assess|analy[sz]e|review|judge"
              + "|tell|say|identify|investigate|point out|work out",
          "went wrong|misled|missed|mistake|fail(?:ed|s|ure)?|why|left out|lacks?|lacking|missing"
              + "|overlooked|wrong|shortcomings?|critic|blame|at fault");
  private static final Cues SUMMARISE =
      new Cues(
          "summari[sz]e|combine|merge|condense|distil|aggregate|consolidate|boil down|sum up|unify"
              + "|generali[sz]e|turn|reduce|synthesi[sz]e|draw|formulate|compress|write",
          "observations?|critiques?|reviews?|reviewers?|comments?|remarks?|findings|opinions"
              + "|complaints?|several|all of (?:them|these)|in common|one (?:general )?instruction"
              + "|single (?:instruction|piece|recommendation)|reports|notes");
  private static final Cues EDIT =
      new Cues(
          "edit|rewrite|re-?write|revise|improve|refine|update|modify|amend|rephrase|rework|adapt"
              + "|change|adjust|polish|apply|integrate|incorporate|produce|carry out",
          "new (?:version|prompt|wording|text)|prompt to (?:edit|improve|revise|change)"
              + "|(?:edited|revised|improved|updated|new|rewritten|better|resulting|amended|final)"
              + " (?:prompt|version|text|template|wording|instructions)|current prompt|prompt"
              + "|template|editor");

  private TaskReader() {}

  static Task taskOf(PromptReading reading) {
    String said = reading.prose() + "\n" + reading.labels();
    boolean items = !reading.itemBlocks().isEmpty();
    if (items || (!reading.blocks().isEmpty() && reading.textBlocks().isEmpty())) {
      return withItems(reading, said);
    }
    return withoutItems(reading, said);
  }

  private static Task withItems(PromptReading reading, String said) {
    double critique = CRITIQUE.in(said) + CRITIQUE.in(reading.standing()) / 2;
    double rank = RANK.in(said) + RANK.in(reading.standing()) / 2 + candidateSigns(reading);
    double profile = PROFILE.in(said) + PROFILE.in(reading.standing()) / 2 + historySigns(reading);
    critique += feedback(reading) ? 4 : -3;
    if (critique >= rank && critique >= profile) {
      return Task.CRITIQUE;
    }
    return rank > profile ? Task.RANK : Task.PROFILE;
  }

  /** Whether something tells where an item came and where it belongs. */
  private static boolean feedback(PromptReading reading) {
    StringBuilder told = new StringBuilder(reading.prose());
    for (Block block : reading.textBlocks()) {
      if (block.label() != Label.PROMPT && block.label() != Label.PROFILE) {
        told.append('\n').append(block.text());
      }
    }
    return FEEDBACK.matcher(told).find();
  }

  private static double candidateSigns(PromptReading reading) {
    List<Block> lists = reading.itemBlocks();
    double signs = lists.size() > 1 ? 2 : 0;
    for (Block list : lists) {
      signs += list.label() == Label.CANDIDATES ? 2 : list.numbered() ? 0.5 : 0;
    }
    return Math.min(4, signs);
  }

  private static double historySigns(PromptReading reading) {
    boolean onlyHistory =
        reading.itemBlocks().stream().noneMatch(block -> block.label() == Label.CANDIDATES);
    return onlyHistory ? 1.5 : 0;
  }

  private static Task withoutItems(PromptReading reading, String said) {
    if (reading.textBlocks().size() == 1 && REWORD.matcher(said).find()) {
      return Task.REWORD;
    }
    double edit = EDIT.in(said) + EDIT.in(reading.standing()) / 2;
    double summarise = SUMMARISE.in(said) + SUMMARISE.in(reading.standing()) / 2;
    double profile = PROFILE.in(said) + PROFILE.in(reading.standing()) / 2;
    for (Block block : reading.textBlocks()) {
      edit += block.label() == Label.PROMPT ? 2 : 0;
      summarise += block.label() == Label.OBSERVATIONS || block.texts().size() > 1 ? 2 : 0;
    }
    if (Math.max(edit, summarise) < 2.5 || reading.textBlocks().isEmpty()) {
      return tasteIn(said) && profile >= 2 ? Task.PROFILE : Task.UNKNOWN;
    }
    return edit >= summarise ? Task.EDIT : Task.SUMMARISE;
  }

  private static boolean tasteIn(String said) {
    return TASTE.matcher(said).find();
  }

  /** Words that tell a task, in lower case: what to do, and what it is about. */
  private static final class Cues {
    private static final String ASKED =
        "(?:^|[.!?:;\\n]\\s*|\\b(?:please|now|then|must|should|can you|could you|is to|are to|to you"
            + "|you will|want you to|help me|need you to|job is to|task is to|first|next|,)\\s+)";

    private final Pattern asked;
    private final Pattern verb;
    private final Pattern topic;

    Cues(String verbs, String topics) {
      this.asked = Pattern.compile(ASKED + "(?:" + verbs + ")\\b", Pattern.MULTILINE);
      this.verb = Pattern.compile("\\b(?:" + verbs + ")(?:ing|s|d|ed)?\\b");
      this.topic = Pattern.compile("\\b(?:" + topics + ")\\b");
    }

    double in(String text) {
      String lower = text.toLowerCase(Locale.ROOT);
      return 2 * count(asked, lower, 1)
          + 0.5 * count(verb, lower, 2)
          + 0.5 * count(topic, lower, 4);
    }

    /** Up to a bound, as searching is most of what a simulated answer takes. */
    private static int count(Pattern pattern, String text, int most) {
      Matcher matcher = pattern.matcher(text);
      int count = 0;
      while (count < most && matcher.find()) {
        count++;
      }
      return count;
    }
  }
}
