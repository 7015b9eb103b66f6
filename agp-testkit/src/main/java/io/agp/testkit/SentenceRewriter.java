package io.agp.testkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rewrites a sentence so that its meaning, and the sentence itself, can still be recognised. */
final class SentenceRewriter {
  private static final Pattern LIMIT = Pattern.compile("(\\d{1,6}) characters");
  private static final String EMPHASIS = " Keep to this closely.";

  private SentenceRewriter() {}

  /** The sentence with an emphasis, where a limit that the order names leaves room for it. */
  static String rewrite(String sentence, String order) {
    Matcher limit = LIMIT.matcher(order);
    String rewritten = sentence.strip() + EMPHASIS;
    boolean fits = !limit.find() || rewritten.length() <= Integer.parseInt(limit.group(1));
    return fits ? rewritten : sentence;
  }
}
