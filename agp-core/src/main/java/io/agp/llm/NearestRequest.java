package io.agp.llm;

import com.google.common.base.Strings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Finds the recorded request that a request is most like, to say in what it differs. */
final class NearestRequest {
  private final LlmRequest wanted;
  private int same = -1;
  private String difference = "nothing was recorded for that role";

  private NearestRequest(LlmRequest wanted) {
    this.wanted = wanted;
  }

  /** A message without any text of a prompt. The file is read again: this happens once, if ever. */
  static String describe(Path file, JournalCall call, LlmRequest request) {
    String place = file + ": role " + request.role() + ": ";
    if (call.replicate() > 1) {
      return place + "this request was recorded fewer than " + call.replicate() + " times";
    }
    NearestRequest nearest = new NearestRequest(request);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      JournalContent.eachLine(
          file,
          in,
          (line, bytes) -> {
            if (line.type().equals("request")) {
              nearest.compare(line.request(), line.number());
            }
          });
    } catch (IOException e) {
      throw new JournalException(file, "cannot be read: " + e, e);
    }
    return place + "this request is not in the recording; " + nearest.difference;
  }

  private void compare(LlmRequest recorded, long line) {
    if (recorded.role() != wanted.role()) {
      return;
    }
    int shared = 0;
    int message = 0;
    List<ChatMessage> both = recorded.messages();
    int count = Math.min(both.size(), wanted.messages().size());
    while (message < count && both.get(message).equals(wanted.messages().get(message))) {
      shared += both.get(message).text().length() + 1;
      message++;
    }
    int inside = message < count ? prefix(recorded, message) : 0;
    if (shared + inside > same) {
      same = shared + inside;
      difference =
          String.format(
              Locale.ROOT,
              "the nearest one is in line %d and differs in %s",
              line,
              where(recorded, message, count, inside));
    }
  }

  private int prefix(LlmRequest recorded, int message) {
    return Strings.commonPrefix(
            recorded.messages().get(message).text(), wanted.messages().get(message).text())
        .length();
  }

  private String where(LlmRequest recorded, int message, int count, int inside) {
    if (message < count) {
      ChatMessage asked = wanted.messages().get(message);
      if (asked.author() != recorded.messages().get(message).author()) {
        return "the author of message " + (message + 1);
      }
      long breaks = asked.text().substring(0, inside).chars().filter(c -> c == '\n').count();
      return String.format(
          Locale.ROOT,
          "message %d (%s) from character %d on, in its line %d",
          message + 1,
          asked.author(),
          inside + 1,
          breaks + 1);
    }
    if (recorded.messages().size() != wanted.messages().size()) {
      return String.format(
          "the number of messages: %d recorded, %d asked",
          recorded.messages().size(), wanted.messages().size());
    }
    return recorded.schema().equals(wanted.schema())
        ? (recorded.maxOutputTokens().equals(wanted.maxOutputTokens())
            ? "nothing but the model's name"
            : "the most output tokens")
        : "the schema";
  }
}
