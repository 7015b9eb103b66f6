package io.agp.testkit;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the words in front of a piece of data call it. */
enum Label {
  HISTORY(
      "histor|watch|view(?:ed|ing)|seen|bought|buys|purchas|read by|has read|have read|played|listen|heard"
          + "|liked|loved|enjoyed|choices|chose\\b|chosen|picked|past|previous|earlier|recent"
          + "|latest|interact|consum|so far|rated|visited|owned|favou?rites?|basket|finished"),
  CANDIDATES(
      "candidat|options?\\b|shortlist|rank|sort|\\border\\b|ordered|arrang|recommend|suggested"
          + "|pool|alternatives|best first|choose from|listing|to (?:place|put)|line-?up"),
  PROMPT("prompt|template|wording"),
  PROFILE(
      "profile|descri|portrait|persona|taste|preference|summary|character|known of|likes"
          + "|sketch|who (?:this|the)"),
  FEEDBACK(
      "feedback|outcome|result|compar|actual|verdict|evaluation|metric|score|happened|position"
          + "|ndcg|reality|truth"),
  INSTRUCTION("instruction|suggest|guidance|advice|directi|chang|request|how to|wish|edit|wanted"),
  OBSERVATIONS(
      "observ|critique|criti|review|comment|remark|finding|notes?\\b|diagnos|report|complaint"
          + "|opinion"),
  NONE("(?!)");

  private static final List<Label> OF_ITEMS = List.of(HISTORY, CANDIDATES);
  private static final List<Label> OF_TEXTS =
      List.of(PROMPT, PROFILE, FEEDBACK, INSTRUCTION, OBSERVATIONS);

  private final Pattern words;

  Label(String words) {
    this.words = Pattern.compile("\\b(?:" + words + ")", Pattern.CASE_INSENSITIVE);
  }

  /** What a list of items is called. */
  static Label ofItems(String label) {
    return earliest(label, OF_ITEMS);
  }

  /** What a text is called. */
  static Label ofText(String label) {
    return earliest(label, OF_TEXTS);
  }

  /** Whether the words announce data at all. */
  static boolean announcesData(String label) {
    return ofItems(label) != NONE || ofText(label) != NONE;
  }

  private static Label earliest(String label, List<Label> choices) {
    Label found = NONE;
    int at = Integer.MAX_VALUE;
    for (Label choice : choices) {
      Matcher matcher = choice.words.matcher(label);
      if (matcher.find() && matcher.start() < at) {
        found = choice;
        at = matcher.start();
      }
    }
    return found;
  }
}
