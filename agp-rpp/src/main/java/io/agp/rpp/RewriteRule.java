package io.agp.rpp;

import io.agp.rpp.Refinement.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Decides whether a rewrite may take a sentence's place. */
final class RewriteRule {
  /** What must survive as it is: placeholders, and JSON that shows a form of answer. */
  private static final Pattern FIXED = Pattern.compile("\\{\\{[a-zA-Z]+}}|\\{\"[^}]*}");

  private static final Pattern LONGER_WORD = Pattern.compile("(?<!\\p{L})\\p{L}{5}");

  private RewriteRule() {}

  static Refinement judge(String original, String rewrite, int maxLength) {
    if (rewrite.isBlank()) {
      return Refinement.kept(original, Outcome.NOT_PLAIN, "the rewrite is empty");
    }
    if (rewrite.length() > maxLength) {
      return Refinement.kept(
          original,
          Outcome.TOO_LONG,
          String.format("the rewrite has %d characters of %d", rewrite.length(), maxLength));
    }
    if (!fixedParts(rewrite).equals(fixedParts(original))) {
      return Refinement.kept(
          original,
          Outcome.PLACEHOLDER_LOST,
          "the rewrite has " + fixedParts(rewrite) + " instead of " + fixedParts(original));
    }
    if (!words(original).isEmpty() && Collections.disjoint(words(original), words(rewrite))) {
      return Refinement.kept(
          original, Outcome.UNRELATED, "the rewrite shares no longer word with the sentence");
    }
    try {
      Rules.sentence("the rewrite", rewrite);
    } catch (IllegalArgumentException e) {
      return Refinement.kept(original, Outcome.NOT_PLAIN, String.valueOf(e.getMessage()));
    }
    return Refinement.rewritten(original, rewrite);
  }

  /** The beginnings of longer words: a refusal or a question back shares none of them. */
  private static Set<String> words(String text) {
    return LONGER_WORD
        .matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  private static List<String> fixedParts(String text) {
    return FIXED.matcher(text).results().map(MatchResult::group).sorted().toList();
  }
}
