package io.agp.experiments.read;

import java.util.Map;

/**
 * A dictionary as Python prints it ({@code {'price': 5.0, 'brand': None}}), rewritten as JSON: the
 * form of Amazon's metadata of 2014. Only what differs from JSON is touched, and whoever reads the
 * JSON finds what is wrong with the rest.
 */
final class PythonLiteral {
  private static final Map<String, String> WORDS =
      Map.of("None", "null", "True", "true", "False", "false");
  private static final String SIMPLE_ESCAPES = "\\\"/bfnrt";

  private final String text;
  private final StringBuilder json;
  private int next;

  private PythonLiteral(String text) {
    this.text = text;
    this.json = new StringBuilder(text.length() + 16);
  }

  /** Whether a text begins as such a dictionary does, and not as JSON. */
  static boolean isOne(String text) {
    String start = text.stripLeading();
    return start.startsWith("{") && start.substring(1).stripLeading().startsWith("'");
  }

  /** The same as JSON, if the text is well-formed. */
  static String toJson(String text) {
    return new PythonLiteral(text).rewritten();
  }

  private String rewritten() {
    while (next < text.length()) {
      char start = text.charAt(next);
      if (start == '\'' || start == '"') {
        string(start);
      } else if (Character.isLetter(start)) {
        word();
      } else {
        json.append(start);
        next++;
      }
    }
    return json.toString();
  }

  private void word() {
    int start = next;
    while (next < text.length() && Character.isLetter(text.charAt(next))) {
      next++;
    }
    String word = text.substring(start, next);
    boolean prefix =
        word.equals("u") && next < text.length() && "'\"".indexOf(text.charAt(next)) >= 0;
    if (!prefix) {
      json.append(WORDS.getOrDefault(word, word));
    }
  }

  private void string(char quote) {
    json.append('"');
    next++;
    while (next < text.length() && text.charAt(next) != quote) {
      character();
    }
    if (next < text.length()) {
      json.append('"');
      next++;
    }
  }

  private void character() {
    char c = text.charAt(next);
    if (c == '\\' && next + 1 < text.length()) {
      escape(text.charAt(next + 1));
      return;
    }
    if (c == '"') {
      json.append('\\');
    }
    json.append(c);
    next++;
  }

  private void escape(char escaped) {
    next += 2;
    switch (escaped) {
      case '\'' -> json.append('\'');
      case 'x' -> json.append("\\u00");
      case 'u' -> json.append("\\u");
      case 'U' -> codePoint();
      default -> json.append(SIMPLE_ESCAPES.indexOf(escaped) >= 0 ? "\\" : "\\\\").append(escaped);
    }
  }

  /** Eight hexadecimal digits; anything else is left as it is, which is no JSON. */
  private void codePoint() {
    int end = Math.min(next + 8, text.length());
    try {
      json.appendCodePoint(Integer.parseInt(text.substring(next, end), 16));
      next = end;
    } catch (IllegalArgumentException e) {
      json.append("\\U");
    }
  }
}
