package io.agp.rpp;

import io.agp.rpp.Refinement.Outcome;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Decides whether a rewrite may take a sentence's place. */
final class RewriteRule {
  /** What must survive as it is: placeholders, and JSON that shows a form of answer. */
  private static final Pattern FIXED = Pattern.compile("\\{\\{[a-zA-Z]+}}|\\{\"[^}]*}");

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
    try {
      Rules.sentence("the rewrite", rewrite);
    } catch (IllegalArgumentException e) {
      return Refinement.kept(original, Outcome.NOT_PLAIN, String.valueOf(e.getMessage()));
    }
    return Refinement.rewritten(original, rewrite);
  }

  private static List<String> fixedParts(String text) {
    return FIXED.matcher(text).results().map(MatchResult::group).sorted().toList();
  }
}
