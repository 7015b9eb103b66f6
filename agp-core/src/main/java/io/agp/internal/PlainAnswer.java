package io.agp.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model's free text without what models like to put around it. */
public final class PlainAnswer {
  private static final Pattern THINKING = Pattern.compile("(?s)<think>.*?(</think>|$)");
  private static final Pattern FENCED =
      Pattern.compile("(?s)\\A[^\\n]{0,80}\\n?```[a-z]*\\n(.*?)\\n?```\\s*\\z");
  private static final Pattern LEAD_IN =
      Pattern.compile(
          "(?is)\\A(?:sure|certainly|of course|here)\\b[^\\n]{0,100}:\\s*\\n|\\A(?:here is|here's)"
              + " (?:the|your) [^\\n:]{0,60}:\\s*");
  private static final String OPENING = "\"“«";
  private static final String CLOSING = "\"”»";

  private PlainAnswer() {}

  /**
   * Takes off a model's thinking, a fence, a lead-in and quotes around the whole.
   *
   * @param answer what the model answered
   * @return the text within, stripped; may be empty
   */
  public static String of(String answer) {
    String text = withoutThinking(answer);
    Matcher fenced = FENCED.matcher(text);
    if (fenced.matches()) {
      text = fenced.group(1).strip();
    }
    text = LEAD_IN.matcher(text).replaceFirst("").strip();
    return unquoted(text);
  }

  /**
   * Takes off a model's thinking alone.
   *
   * @param answer what the model answered
   * @return the rest, stripped; may be empty
   */
  public static String withoutThinking(String answer) {
    return THINKING.matcher(answer).replaceAll("").strip();
  }

  private static String unquoted(String text) {
    int last = text.length() - 1;
    if (last < 2) {
      return text;
    }
    int quote = OPENING.indexOf(text.charAt(0));
    boolean paired =
        quote >= 0
            && text.charAt(last) == CLOSING.charAt(quote)
            && text.substring(1, last).indexOf(CLOSING.charAt(quote)) < 0;
    return paired ? text.substring(1, last).strip() : text;
  }
}
