package io.agp.rpp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What names, ids and sentences must look like, and how they are hashed. */
final class Rules {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,63}-\\d{1,4}");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[a-zA-Z]+}}");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");
  static final int MAX_SENTENCE = 2_000;

  private Rules() {}

  static void name(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          what + " must match " + NAME.pattern() + ", was \"" + name + "\"");
    }
  }

  static void id(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "An action's id must be a category and a number ("
              + ID.pattern()
              + "), was \""
              + id
              + '"');
    }
  }

  /** One line of text in which every pair of opening braces belongs to a placeholder. */
  static void sentence(String what, String text) {
    if (text.length() > MAX_SENTENCE) {
      throw new IllegalArgumentException(
          what + " must have at most " + MAX_SENTENCE + " characters, has " + text.length());
    }
    if (CONTROL.matcher(text).find()) {
      throw new IllegalArgumentException(what + " must be one line without control characters");
    }
    if (text.contains("```")) {
      throw new IllegalArgumentException(what + " must not hold a code fence");
    }
    if (PLACEHOLDER.matcher(text).replaceAll("").contains("{{")) {
      throw new IllegalArgumentException(
          what + " must write placeholders as {{name}}, was \"" + text + '"');
    }
  }

  /** SHA-256 of a text in UTF-8, 64 hexadecimal digits. */
  static String hash(String text) {
    return HexFormat.of().formatHex(sha256(text));
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
