package io.agp.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a prompt wants an order to be written.
 *
 * @param shape the shape of the list
 * @param key the name of the list in a JSON object
 * @param thinks whether the model is to reason before it answers
 */
record AnswerForm(Shape shape, String key, boolean thinks) {
  /** The shape of a list of ids or titles. */
  enum Shape {
    JSON_OBJECT,
    JSON_LIST,
    ARROWS,
    TITLES,
    LINES,
    COMMAS
  }

  private static final Pattern JSON_KEY = Pattern.compile("\\{\\s*[\"'](\\w+)[\"']\\s*:\\s*\\[");
  private static final Pattern KEY_IN_WORDS =
      Pattern.compile("(?i)JSON object[^.\\n]{0,60}?(?:key|field|property)\\s+[\"'`]?(\\w+)");
  private static final Pattern JSON = Pattern.compile("(?i)\\bJSON\\b");
  private static final Pattern ARROWS = Pattern.compile("\\[\\w+\\]\\s*>\\s*\\[?\\w*");
  private static final Pattern TITLES =
      Pattern.compile(
          "(?i)\\b(?:numbered|plain|ordered|full)? ?(?:list|names?|order) of (?:the |all )?"
              + "(?:titles|names)|(?:answer|reply|respond|output|give|return|write)"
              + "[^.\\n]{0,40}\\b(?:titles|names)\\b");
  private static final Pattern LINES =
      Pattern.compile(
          "(?i)one (?:\\w+ )?(?:per|a|on each|each) line|one line (?:for|per) (?:each|every)|line ?breaks?|each on (?:a|its own) .{0,8}line");
  private static final Pattern THINKS =
      Pattern.compile(
          "(?i)step[- ]by[- ]step|\\breason(?:ing)?\\b|\\bthink\\b|chain of thought|deliberate"
              + "|\\bexplain\\b|rationale|work through");
  private static final Pattern DOES_NOT_THINK =
      Pattern.compile(
          "(?i)(?:no|without|not|don't|never|skip)(?: \\w+){0,3} (?:reason|think|explain|explanation|working"
              + "|rationale)\\w*|nothing else|(?:only|just) the (?:numbers|ids?|list|JSON|order)"
              + "|(?:JSON|numbers|ids|list|order) (?:alone|only)");

  /** The fences around data are no wish for JSON. */
  private static final Pattern FENCE = Pattern.compile("(?m)^\\s*```\\w*");

  static AnswerForm of(String words) {
    String said = FENCE.matcher(words).replaceAll("");
    Matcher key = JSON_KEY.matcher(said);
    Matcher named = KEY_IN_WORDS.matcher(said);
    boolean thinks = THINKS.matcher(said).find() && !DOES_NOT_THINK.matcher(said).find();
    if (key.find()) {
      return new AnswerForm(Shape.JSON_OBJECT, key.group(1), thinks);
    }
    if (named.find()) {
      return new AnswerForm(Shape.JSON_OBJECT, named.group(1), thinks);
    }
    return new AnswerForm(shape(said), "", thinks);
  }

  private static Shape shape(String said) {
    if (ARROWS.matcher(said).find()) {
      return Shape.ARROWS;
    }
    if (JSON.matcher(said).find()) {
      return Shape.JSON_LIST;
    }
    if (TITLES.matcher(said).find()) {
      return Shape.TITLES;
    }
    return LINES.matcher(said).find() ? Shape.LINES : Shape.COMMAS;
  }

  /** The order as text. */
  String write(List<String> ids, List<String> titles) {
    return switch (shape) {
      case JSON_OBJECT -> "{\"" + key + "\": " + jsonList(ids) + "}";
      case JSON_LIST -> jsonList(ids);
      case ARROWS -> String.join(" > ", ids.stream().map(id -> "[" + id + "]").toList());
      case TITLES -> numbered(titles);
      case LINES -> String.join("\n", ids);
      case COMMAS -> String.join(", ", ids);
    };
  }

  private static String jsonList(List<String> ids) {
    List<String> values =
        ids.stream().map(id -> id.matches("\\d{1,9}") ? id : TestkitJson.write(id)).toList();
    return "[" + String.join(", ", values) + "]";
  }

  private static String numbered(List<String> titles) {
    List<String> lines = new ArrayList<>();
    for (String title : titles) {
      lines.add((lines.size() + 1) + ". " + title);
    }
    return String.join("\n", lines);
  }
}
