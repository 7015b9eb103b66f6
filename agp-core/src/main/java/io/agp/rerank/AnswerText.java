package io.agp.rerank;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model's text with all digits as 0..9 and without its reasoning.
 *
 * @param text the text
 * @param whole whether it is all that the model answered
 */
record AnswerText(String text, boolean whole) {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  /**
   * The parts to look for an answer in, the most trusted first: what follows the reasoning, then
   * all.
   */
  static List<AnswerText> of(String answer) {
    String text = asciiDigits(answer);
    List<AnswerText> parts = new ArrayList<>();
    int close = text.lastIndexOf(CLOSE);
    int open = text.indexOf(OPEN);
    if (close >= 0) {
      parts.add(new AnswerText(text.substring(close + CLOSE.length()), false));
      if (open > 0 && open < close) {
        parts.add(new AnswerText(text.substring(0, open), false));
      }
    } else if (open >= 0) {
      parts.add(new AnswerText(text.substring(0, open), false));
    }
    parts.add(new AnswerText(text, parts.isEmpty()));
    return parts;
  }

  private static String asciiDigits(String answer) {
    @Nullable StringBuilder text = null;
    for (int i = 0; i < answer.length(); ) {
      int codePoint = answer.codePointAt(i);
      boolean foreign = codePoint > 127 && Character.isDigit(codePoint);
      if (foreign && text == null) {
        text = new StringBuilder(answer.length()).append(answer, 0, i);
      }
      if (text != null) {
        text.appendCodePoint(foreign ? '0' + Character.digit(codePoint, 10) : codePoint);
      }
      i += Character.charCount(codePoint);
    }
    return text == null ? answer : text.toString();
  }
}
